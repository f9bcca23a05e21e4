import { isIPv6 } from 'node:net'
import type { Recogniser } from '../finding.ts'
import { says } from '../scene.ts'
import { addressRecognisers } from './addresses.ts'

/** Mailboxes of a role, whoever reads them. */
const roleMailbox =
  /^(?:[\w+]*[._-])?(?:info|information|enquir(?:y|ies)|contact|office|admin|help|support|foi|foia|dpo|press|media|news|hr|jobs|planning|licensing|customer\.?services?|customers?|complaints?|democratic\.?services|webmaster|postmaster|no-?reply|accounts?|finance|data|team|mail|hello|sales|orders?|bookings?|reception|payments?|invoices?|purchasing|procurement|legal|access|library|libraries|parking|waste|housing|benefits|revenues?|recruitment|council|clerk|mayor|electoral|elections|safeguarding|service|services|secretary|treasurer|events|marketing|training|feedback|privacy|security|it|ict)(?:[._-][\w.+-]*|s?\d*)$/i
const organisationPhone =
  /helpline|customer|switchboard|contact centre|enquir|reception|hotline|help ?desk|press office|out of hours|services?:/
/** “For enquiries call the contact centre on” */
const lineOfMany =
  /\b(?:helpline|switchboard|contact centre|customer services?|press office|hotline|help ?desk|for enquiries(?: call| ring)?)(?: number| team| line)?(?: is| on|:)? ?$/
/** “09-14.09.2025” and “09.05.25 - 08.05” are days. */
const holdsDay = /\d{2}[.-]\d{2}[.-](?:\d{2}\b|\d{4})|\d[.-]\d{2}\.(?:19|20)\d\d/
const phoneWords = /tel|phone|mobile|\bmob\b|call|ring|contact|fax|number|text me/
const publicHost =
  /\.(?:gov|nhs|police|mod|parliament|ac|sch|org|ltd|plc)\.uk(?:[/:]|$)|\.gov\.wales|\.gov\.scot/i

const hex = [...'abcdef#']
const hexStarts = hex.flatMap((a) => hex.flatMap((b) => [a + b, ...hex.map((c) => a + b + c)]))

const ipv6: Omit<Recogniser, 'starts' | 'anchor'> = {
  entity: 'IP_ADDRESS',
  pattern:
    /(?<![\w:.])(?=[\da-f:]*:[\da-f:]*:)[\da-f:]{2,39}(?:\.\d{1,3}){0,3}(?:%[\w.]+)?(?:\/\d{1,3})?(?![\w:])/gi,
  judge: ([text]) => {
    const address = text.replace(/[%/].*$/, '')
    return (address.length > 3 || (text.includes('/') && address.length > 1)) && isIPv6(address)
      ? { score: 0.85, reason: 'an IPv6 address' }
      : null
  },
}

export const contactRecognisers: readonly Recogniser[] = [
  {
    entity: 'EMAIL_ADDRESS',
    anchor: '@',
    pattern:
      /(?<![\w.+-])[\w!#$%&'*+/=?^`{|}~-]{1,64}(?:\.[\w!#$%&'*+/=?^`{|}~-]{1,64}){0,8}@(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.){1,6}(?:\p{L}{2,24}|xn--[a-z\d-]{1,58})(?![\p{L}\d-])/gu,
    judge: ([text]) =>
      roleMailbox.test(text.slice(0, text.indexOf('@')))
        ? { score: 0.4, reason: 'an address that looks like a role’s' }
        : { score: 0.99, reason: 'an email address' },
  },
  ...[' dot ', '(dot)', '[dot]', '(at)', '[at]'].map((anchor): Recogniser => ({
    entity: 'EMAIL_ADDRESS',
    anchor,
    pattern:
      /(?<![\w.+-])(?!(?:me|us|him|her|them|look|is) at )[\w+-]{1,40}(?:(?:\.| dot | ?[([]dot[)\]] ?)[\w+-]{1,40}){0,3}(?: at | ?[([]at[)\]] ?|@)[\w-]{1,40}(?:(?:\.| dot | ?[([]dot[)\]] ?)[a-z][\w-]{0,30}){1,4}/gi,
    judge: ([text]) =>
      /(?: dot |[([](?:dot|at)[)\]]).*[.\s)\]](?:uk|com|org|net|info|eu|ie|wales|scot|london|cymru|io|me)$/is.test(
        text,
      ) && !roleMailbox.test(/^\w+/.exec(text)?.[0] ?? '')
        ? { score: 0.9, reason: 'an email address in words' }
        : null,
  })),
  {
    entity: 'UK_PHONE',
    pattern:
      /(?<![\w.+/-])(?:(?:\+|00)?44[\s.-]?(?:\(0\)[\s.-]?)?|\(?0)(?:[1-3789])(?:[\s().-]{0,3}\d){8,9}(?:,? ?(?:x|ext?\.?|extension):? ?\d{2,6})?(?![\w/-])/gi,
    judge: ([text], scene) => {
      const digits = text
        .replace(/[a-z].*$/i, '')
        .replaceAll(/\D/g, '')
        .replace(/^0044|^44/, '0')
        .replace(/^00/, '0')
      if (!isUkPhone(digits) || holdsDay.test(text)) return null
      // “TQ 08489 98334” is a place on the map.
      if (/\b[hnost][a-hj-z] ?$/.test(scene.before) && /^\d{5} \d{5}$/.test(text)) return null
      const bare = /^\d+$/.test(text)
      const shared = /^0[389]/.test(digits)
      if (shared && says(scene, organisationPhone))
        return { score: 0.3, reason: 'a number of an organisation' }
      if (!digits.startsWith('07') && lineOfMany.test(scene.before))
        return { score: 0.3, reason: 'a number of an organisation' }
      if (says(scene, phoneWords))
        return { score: 0.97, reason: 'a UK telephone number, and words that say so' }
      if (!bare || digits.startsWith('07')) return { score: 0.9, reason: 'written as a UK telephone number' }
      return scene.alone
        ? { score: 0.7, reason: 'figures of a UK telephone number, nothing else in the cell' }
        : { score: 0.4, reason: 'figures of a UK telephone number' }
    },
  },
  {
    entity: 'PHONE_NUMBER',
    pattern:
      /(?<![\w.+/-])(?:(?:\+|00)(?!44|0)\d{1,3}(?:[\s().-]{0,2}\d){6,12}|\(\d{3}\)[ .-]?\d{3}[.-]\d{4}|\d{3}[.-]\d{3}[.-]\d{4}|0\d{1,2}-\d{3,4}-?\d{4})(?![\w/-])/g,
    judge: ([text], scene) =>
      text.startsWith('00') && !text.includes(' ') && !says(scene, phoneWords)
        ? null
        : text.startsWith('+') || says(scene, phoneWords)
          ? { score: 0.85, reason: 'written as a telephone number' }
          : { score: 0.6, reason: 'shape of a telephone number' },
  },
  ...addressRecognisers,
  {
    entity: 'IP_ADDRESS',
    pattern:
      /(?<!\w|\d\.|(?<!:ffff):)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3})(?:\/\d{1,2})?(?!\w|\.\d+\.|\.\p{L})/gu,
    judge: ([text], scene) => {
      if (/version|\bv\.?$|section|paragraph|clause/.test(scene.before.slice(-14))) return null
      // Numbered headings have small numbers, and more than four of them.
      if (/^\.\d/.test(scene.after) && !/^\d{3}\./.test(text)) return null
      return { score: 0.85, reason: 'four numbers up to 255' }
    },
  },
  { ...ipv6, starts: hexStarts },
  { ...ipv6, anchor: '::' },
  {
    entity: 'MAC_ADDRESS',
    starts: hexStarts,
    pattern:
      /(?<![\w:.-])(?:[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}|[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4})(?![\w:-]|\.\w)/gi,
    judge: ([text]) =>
      /^(?:[0:.-]+|[f:.-]+)$/i.test(text)
        ? null
        : { score: 0.9, reason: 'six pairs that name a network card' },
  },
  {
    entity: 'URL',
    anchor: '://',
    pattern: /(?<!\w)https?:\/\/[^\s<>"“”]{3,2000}/gi,
    judge: ([text]) => {
      const to = text.replace(/[.,;:!?)\]]+$/, '').length
      const host = /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(text)?.[1] ?? ''
      if (!/\.[\p{L}-]{2,}'?$/u.test(host)) return null
      return publicHost.test(`${host}/`)
        ? { score: 0.2, reason: 'an address of a public body or organisation', to }
        : { score: 0.6, reason: 'a web address', to }
    },
  },
  {
    entity: 'COORDINATES',
    pattern:
      /(?<![\w.])(?:-?[1-8]?\d\.\d{4,10},? {0,2}(?:and )?(?:long?(?:itude)?\.?[ :=]{0,3})?-?(?:1[0-7]\d|\d?\d)\.\d{4,10}|[HNOST][A-HJ-Z] ?\d{5} ?\d{5}|[HNOST][A-HJ-Z] ?\d{4} ?\d{4}|[HNOST][A-HJ-Z] ?\d{3} ?\d{3})(?![\w.]*\d)/g,
    judge: ([text], scene) =>
      says(scene, /grid|coordinate|location|lat|ngr|\bgps\b|situated|map ref|what3words/) ||
      text.includes('.')
        ? { score: 0.85, reason: 'a place on the map' }
        : /^[A-Z]{2}\d{6}$/.test(text)
          ? scene.before.endsWith(' at ')
            ? { score: 0.5, reason: 'shape of a grid reference' }
            : null
          : { score: 0.5, reason: 'shape of a grid reference' },
  },
]

/** Lengths and beginnings that are given out (Ofcom, National Telephone Numbering Plan); 05 and 070 are no one’s home. */
function isUkPhone(digits: string): boolean {
  if (new Set(digits.slice(1)).size < 3) return false
  if (/^07(?:0|6(?!24))/.test(digits)) return false
  return /^0(?:[1237]\d{9}|[89]\d{8,9}|1(?:204|208|254|276|297|298|363|364|384|386|404|420|460|461|480|488|527|562|566|606|629|635|647|659|695|726|744|750|768|827|837|884|900|905|935|946|949|963|995)\d{5})$/.test(
    digits,
  )
}
