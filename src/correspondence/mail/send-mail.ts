import { createTransport } from 'nodemailer'
import { ProblemError } from '../../kernel/outcome.ts'
import type { RenderedMail } from './write-mail.ts'

/** `temporary` may be tried again later; `permanent` must be shown to a person. Diagnostics can hold addresses: do not log them. */
export type SendFailure = { failure: 'temporary' | 'permanent'; code: string; diagnostic: string }

export type SendResult =
  | { ok: true; response: string; accepted: string[]; rejected: ({ recipient: string } & SendFailure)[] }
  | ({ ok: false } & SendFailure)

/** The port through which mail leaves. Sending never throws; the result says what to do next. */
export type MailTransport = {
  send(mail: RenderedMail): Promise<SendResult>
  /** Asks the server whether it would take mail now, without sending any. */
  check(): Promise<{ ok: true } | ({ ok: false } & SendFailure)>
  close(): void
}

const seconds = 1000

/**
 * Sends through the server that MUNIMENT_SMTP_URL names: `smtp://[user:password@]host[:port]` (587, STARTTLS where
 * offered) or `smtps://…` (465). `?tls=required` insists on encryption, `?tls=off` is for a relay on the same machine.
 * Throws ProblemError `invalid-setting` where the address is not such; the message never repeats the password.
 */
export function smtpTransport(url: string): MailTransport {
  const settings = parseSmtpUrl(url)
  const transport = createTransport({
    ...settings,
    connectionTimeout: 20 * seconds,
    greetingTimeout: 20 * seconds,
    socketTimeout: 60 * seconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail) {
      try {
        const info = await transport.sendMail({ envelope: mail.envelope, raw: Buffer.from(mail.bytes) })
        const rejected = (info.rejectedErrors ?? []).map((error: unknown) => ({
          recipient: fieldText(error, 'recipient'),
          ...classifyFailure(error),
        }))
        return {
          ok: true,
          response: String(info.response),
          accepted: info.accepted.map(addressText),
          rejected,
        }
      } catch (error) {
        return { ok: false, ...classifyFailure(error) }
      }
    },
    async check() {
      try {
        await transport.verify()
        return { ok: true }
      } catch (error) {
        return { ok: false, ...classifyFailure(error) }
      }
    },
    close: () => transport.close(),
  }
}

/** Keeps what it is given, for tests. `answer` decides each result; without it everything is accepted. */
export function memoryTransport(
  answer?: (mail: RenderedMail) => SendResult,
): MailTransport & { sent: RenderedMail[] } {
  const sent: RenderedMail[] = []
  return {
    sent,
    async send(mail) {
      const result = answer?.(mail) ?? {
        ok: true,
        response: '250 kept',
        accepted: mail.envelope.to,
        rejected: [],
      }
      if (result.ok) sent.push(mail)
      return result
    },
    check: async () => ({ ok: true }),
    close: () => undefined,
  }
}

type SmtpSettings = {
  host: string
  port: number
  secure: boolean
  requireTLS: boolean
  ignoreTLS: boolean
  auth?: { user: string; pass: string }
}

/** The parts of an SMTP address. Throws ProblemError `invalid-setting`. */
export function parseSmtpUrl(url: string): SmtpSettings {
  const fail = (what: string) =>
    new ProblemError(
      'invalid-setting',
      `MUNIMENT_SMTP_URL ${what}. It must be like smtp://user:password@mail.example.org:587 or smtps://mail.example.org.`,
    )
  const parsed = URL.parse(url.trim())
  if (parsed === null) throw fail('is not an address')
  if (parsed.protocol !== 'smtp:' && parsed.protocol !== 'smtps:')
    throw fail('must begin with smtp:// or smtps://')
  if (parsed.hostname === '') throw fail('does not name a server')
  if ((parsed.pathname !== '' && parsed.pathname !== '/') || parsed.hash !== '')
    throw fail('has something after the server and port')
  if ((parsed.username === '') !== (parsed.password === ''))
    throw fail('has a user without a password, or a password without a user')
  const secure = parsed.protocol === 'smtps:'
  const tls = parsed.searchParams.get('tls')
  const unknown = [...parsed.searchParams.keys()].find((name) => name !== 'tls')
  if (unknown !== undefined)
    throw fail(`has the option ${JSON.stringify(unknown.slice(0, 40))}, which is not known`)
  if (tls !== null && (secure || !['required', 'off'].includes(tls)))
    throw fail('has a tls option other than required or off, or one beside smtps://')
  const decode = (text: string) => {
    try {
      return decodeURIComponent(text)
    } catch {
      throw fail('has a user or password with a % that is not followed by two hexadecimal digits')
    }
  }
  return {
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? (secure ? 465 : 587) : Number(parsed.port),
    secure,
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'off',
    ...(parsed.username !== '' && { auth: { user: decode(parsed.username), pass: decode(parsed.password) } }),
  }
}

/**
 * RFC 5321 §4.2.1: 4yz may succeed later, 5yz will not. No answer at all (network, time-out) is temporary. A refused
 * sign-in is temporary as well: the mail is sound and goes when the setting is mended.
 */
function classifyFailure(error: unknown): SendFailure {
  const code = fieldText(error, 'responseCode') || fieldText(error, 'code') || 'UNKNOWN'
  const diagnostic =
    fieldText(error, 'response') || (error instanceof Error ? error.message : 'Unknown failure')
  const isSignIn = fieldText(error, 'code') === 'EAUTH' || ['530', '534', '535', '538'].includes(code)
  const permanent = (/^5\d\d$/.test(code) || ['EENVELOPE', 'EMESSAGE'].includes(code)) && !isSignIn
  return { failure: permanent ? 'permanent' : 'temporary', code, diagnostic }
}

function fieldText(error: unknown, field: string): string {
  if (typeof error !== 'object' || error === null) return ''
  const value: unknown = Object.entries(error).find(([name]) => name === field)?.[1]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function addressText(address: string | { address?: string }): string {
  return typeof address === 'string' ? address : (address.address ?? '')
}
