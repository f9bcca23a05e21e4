import PostalMime, { addressParser } from 'postal-mime'
import { htmlToText } from '../../documents/index.ts'
import { messageStory, shownHeaders } from './message.ts'
import type { LeftOut, Story } from './story.ts'

/** A message's words and the headers a reader sees; attached files and messages are named, not kept. */
export async function readMessage(bytes: Uint8Array): Promise<Story> {
  const mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true })
  const leftOut: LeftOut = {}
  if (mail.attachments.length > 0) leftOut['attached files'] = mail.attachments.length
  const others = mail.headers.filter(({ key }) => !shownHeaders.some((name) => name === key.toLowerCase()))
  if (others.length > 0) leftOut['other headers'] = others.length
  const headerOf = (name: string): string => {
    const value = mail.headers.find(({ key }) => key.toLowerCase() === name)?.value ?? ''
    if (name === 'subject') return mail.subject ?? ''
    return name === 'date' ? value : addressWords(value)
  }
  return messageStory({
    headers: shownHeaders.map((name) => ({ name, value: headerOf(name) })),
    words: (mail.text ?? '').trim() === '' ? htmlToText(mail.html ?? '') : (mail.text ?? ''),
    attached: mail.attachments.map(({ filename }, index) => filename ?? `attachment ${index + 1}`),
    leftOut,
  })
}

const addressWords = (value: string): string =>
  addressParser(value, { flatten: true })
    .map(({ name, address }) => (name === '' ? (address ?? '') : `${name} <${address ?? ''}>`))
    .join(', ')
