import { ProblemError } from './outcome.ts'
import { readSocketAddress } from './socket-address.ts'

/** One setting from the environment. docs/operate/settings.md has a heading for each; a test holds it to that. */
type Setting<T> = { name: string; fallback: string; describe: string; parse(text: string): T | null }

function setting<T>(
  name: string,
  fallback: string,
  describe: string,
  parse: (text: string) => T | null,
): Setting<T> {
  return { name, fallback, describe, parse }
}

const text = (value: string): string => value
const wholeNumber =
  (least: number, most: number) =>
  (value: string): number | null => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
    return number >= least && number <= most ? number : null
  }
const yesOrNo = (value: string): boolean | null =>
  value === 'yes' || value === 'true' || value === '1'
    ? true
    : value === 'no' || value === 'false' || value === '0'
      ? false
      : null
const address =
  (...schemes: string[]) =>
  (value: string): string | null => {
    if (value === '') return ''
    const url = URL.parse(value)
    return url && schemes.includes(url.protocol) ? value : null
  }

export const settingsTable = {
  port: setting(
    'PORT',
    '3000',
    'a whole number from 0 to 65535; 0 takes any free port',
    wholeNumber(0, 65_535),
  ),
  host: setting('HOST', '127.0.0.1', 'the address to listen on', text),
  dataDirectory: setting('MUNIMENT_DATA', './muniment-data', 'a directory that can be written', text),
  databaseUrl: setting(
    'DATABASE_URL',
    '',
    'a postgres:// or postgresql:// address, or nothing for the embedded database',
    address('postgres:', 'postgresql:'),
  ),
  publicUrl: setting(
    'MUNIMENT_URL',
    '',
    'the http:// or https:// address people use',
    address('http:', 'https:'),
  ),
  smtpUrl: setting('MUNIMENT_SMTP_URL', '', 'an smtp:// or smtps:// address', address('smtp:', 'smtps:')),
  mailFolder: setting('MUNIMENT_MAIL_FOLDER', '', 'a directory in which arriving .eml files are put', text),
  secret: setting(
    'MUNIMENT_SECRET',
    '',
    'a secret of at least 32 characters, or nothing to keep one in the data directory',
    (value) => (value === '' || value.length >= 32 ? value : null),
  ),
  defaultAuthority: setting('MUNIMENT_AUTHORITY', '', 'the short name (slug) of an authority', (value) =>
    /^[a-z0-9-]*$/.test(value) ? value : null,
  ),
  demonstration: setting(
    'MUNIMENT_DEMO',
    'yes',
    'yes or no: load the worked examples into an empty database',
    yesOrNo,
  ),
  logLevel: setting('MUNIMENT_LOG', 'info', 'fatal, error, warn, info, debug or silent', (value) =>
    ['fatal', 'error', 'warn', 'info', 'debug', 'silent'].includes(value) ? value : null,
  ),
  trustProxy: setting(
    'MUNIMENT_TRUST_PROXY',
    'no',
    'yes or no: believe X-Forwarded-* from the proxy in front',
    yesOrNo,
  ),
  uploadMegabytes: setting('MUNIMENT_UPLOAD_MB', '25', 'a whole number from 1 to 2000', wholeNumber(1, 2000)),
  datasetMegabytes: setting(
    'MUNIMENT_DATASET_MB',
    '2000',
    'a whole number from 1 to 100000',
    wholeNumber(1, 100_000),
  ),
  privateWebhooks: setting(
    'MUNIMENT_PRIVATE_WEBHOOKS',
    'no',
    'yes or no: let webhooks go to private addresses, and by http:',
    yesOrNo,
  ),
  clamav: setting(
    'MUNIMENT_CLAMAV',
    '',
    'host:port or the path of a socket of ClamAV’s daemon, or nothing for no virus scan',
    (value) => (value === '' || readSocketAddress(value) !== null ? value : null),
  ),
  requestsPerMinute: setting(
    'MUNIMENT_RATE_LIMIT',
    '600',
    'requests a minute from one address, a whole number from 1 to 1000000',
    wholeNumber(1, 1_000_000),
  ),
} as const

type Table = typeof settingsTable
export type Settings = { readonly [Name in keyof Table]: Table[Name] extends Setting<infer T> ? T : never }

/** Reads every setting; throws `invalid-setting` naming the first that cannot be used and what it takes. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const entries = Object.entries(settingsTable).map(([key, row]) => {
    const given = environment[row.name]
    const value = row.parse(given === undefined || given === '' ? row.fallback : given.trim())
    if (value === null) {
      const shown = row.name === 'MUNIMENT_SECRET' ? 'set' : `"${given}"`
      throw new ProblemError('invalid-setting', `${row.name} is ${shown}, but must be ${row.describe}.`)
    }
    return [key, value]
  })
  return Object.fromEntries(entries) as Settings
}
