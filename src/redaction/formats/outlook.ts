import type { FieldsData } from '@kenjiuno/msgreader'
import { htmlToText } from '../../documents/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import { messageStory } from './message.ts'
import { isSoundCompound } from './sound-compound.ts'
import { type LeftOut, type Story } from './story.ts'

/** An Outlook message ([MS-OXMSG]), to be written as a message that every program opens (.eml). */
export async function readOutlook(bytes: Uint8Array): Promise<Story> {
  const fields = await readFields(bytes)
  const leftOut: LeftOut = {}
  const count = (kind: string, by: number): void => {
    if (by > 0) leftOut[kind] = by
  }
  const attachments = fields.attachments ?? []
  const recipients = fields.recipients ?? []
  count('attached files', attachments.length)
  count('other headers', fields.headers === undefined ? 0 : fields.headers.split(/\r?\n(?=\S)/).length)
  count('blind copies', recipients.filter(({ recipType }) => recipType === 'bcc').length)
  const listed = (type: 'to' | 'cc'): string =>
    recipients
      .filter(({ recipType }) => recipType === type)
      .map(({ name, smtpAddress, email }) => person(name, smtpAddress ?? email))
      .join(', ')
  const sent = fields.clientSubmitTime ?? fields.messageDeliveryTime ?? ''
  return messageStory(
    {
      headers: [
        { name: 'from', value: person(fields.senderName, fields.senderSmtpAddress ?? fields.senderEmail) },
        { name: 'to', value: listed('to') },
        { name: 'cc', value: listed('cc') },
        // RFC 5322 §3.3 has no name for the zone.
        { name: 'date', value: sent.replace(/ GMT$/, ' +0000') },
        { name: 'subject', value: fields.subject ?? '' },
      ],
      words: wordsOf(fields),
      attached: attachments.map(
        ({ fileName, fileNameShort, name }, index) =>
          fileName ?? fileNameShort ?? name ?? `attachment ${index + 1}`,
      ),
      leftOut,
    },
    'eml',
  )
}

const worded = [
  'body',
  'bodyHtml',
  'headers',
  'subject',
  'senderName',
  'senderEmail',
  'senderSmtpAddress',
  'clientSubmitTime',
  'messageDeliveryTime',
  'name',
  'email',
  'smtpAddress',
  'fileName',
  'fileNameShort',
] as const

async function readFields(bytes: Uint8Array): Promise<FieldsData> {
  // Loaded at first use: most files are no messages of Outlook.
  const { default: msgreader } = await import('@kenjiuno/msgreader')
  const damaged = (): ProblemError =>
    new ProblemError(
      'unsupported-type',
      'The message is damaged and could not be redacted. Nothing was written. Save it from Outlook as PDF, or forward it as an attachment and try that.',
    )
  if (!isSoundCompound(bytes)) throw damaged()
  try {
    const copy = Uint8Array.from(bytes)
    const fields = new msgreader.default(copy.buffer).getFileData()
    // A damaged message may give as words what is none.
    const people = [...(fields.recipients ?? []), ...(fields.attachments ?? [])]
    const told = [fields, ...people].flatMap((each) => worded.map((name) => each[name]))
    const odd = told.some((each) => each !== undefined && typeof each !== 'string')
    const raw = [fields.html, fields.compressedRtf].some(
      (each) => each !== undefined && !ArrayBuffer.isView(each),
    )
    if (fields.error !== undefined || odd || raw) throw damaged()
    return fields
  } catch {
    throw damaged()
  }
}

function wordsOf({ body, bodyHtml, html, compressedRtf }: FieldsData): string {
  if (body !== undefined && body.trim() !== '') return body.replaceAll('\r\n', '\n')
  const page = bodyHtml ?? (html === undefined ? '' : new TextDecoder().decode(html))
  if (page.trim() !== '') return htmlToText(page)
  // What only one program can show cannot be shown to be all there.
  if (compressedRtf !== undefined && compressedRtf.length > 300)
    throw new ProblemError(
      'unsupported-type',
      'The message keeps its words in Outlook’s own form only. Save it from Outlook as PDF or HTML and redact that.',
    )
  return ''
}

/** Addresses inside one organisation are paths of its directory, which no reader sees. */
function person(name = '', address = ''): string {
  const mail = address.includes('@') ? address : ''
  if (name === '' || name === mail) return mail
  return mail === '' ? name : `${name} <${mail}>`
}
