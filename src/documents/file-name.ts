// Characters that make a name lie or escape: path separators, controls, and the marks that turn text round
// (a right-to-left override can show `exe.pdf` for `fdp.exe`).
const unsafe =
  // oxlint-disable-next-line no-control-regex -- naming the control characters is the purpose
  /[\u0000-\u001f\u007f-\u009f\u00ad<>:"|?*\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\u{e0000}-\u{e007f}]/gu
const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const longest = 120

/**
 * A name that can be shown, put in a header or used for a download: the last path segment, without control,
 * reserved or direction characters, at most 120 characters with its extension kept. Never empty.
 */
export function safeFileName(declared: string | null | undefined, fallback = 'file'): string {
  const segment = (declared ?? '').toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  let name = segment
    .replace(unsafe, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '')
  if (name === '') name = fallback
  if (reservedOnWindows.test(name)) name = `_${name}`
  const characters = [...name]
  if (characters.length <= longest) return name
  const { stem, extension } = splitName(name)
  return `${[...stem]
    .slice(0, longest - extension.length)
    .join('')
    .trimEnd()}${extension}`
}

/** The same name with ` (2)`, ` (3)` … before the extension until it is not in `taken`; adds it to `taken`. */
export function uniqueFileName(name: string, taken: Set<string>): string {
  const { stem, extension } = splitName(name)
  let candidate = name
  for (let n = 2; taken.has(candidate.toLowerCase()); n++) candidate = `${stem} (${n})${extension}`
  taken.add(candidate.toLowerCase())
  return candidate
}

/** Lower-case extension without the dot, or the empty string. */
export function extensionOf(name: string): string {
  return splitName(name).extension.slice(1).toLowerCase()
}

function splitName(name: string): { stem: string; extension: string } {
  const found = /^(.+)(\.[A-Za-z0-9]{1,10})$/s.exec(name)
  return { stem: found?.[1] ?? name, extension: found?.[2] ?? '' }
}
