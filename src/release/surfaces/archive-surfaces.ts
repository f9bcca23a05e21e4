import { readZipDirectory, readZipEntry } from '../../documents/index.ts'
import type { Inside } from './inside.ts'
import { countOf } from '../../kernel/count-of.ts'
import type { Surface } from './surface.ts'

const mostBytesOfMember = 200 * 1024 * 1024
const mostMembers = 2000
const litter = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)/i

/** Every file of a ZIP as if it came alone, and what its table of contents does not name. */
export async function zipSurfaces(bytes: Uint8Array, inside: Inside): Promise<Surface[]> {
  const entries = readZipDirectory(bytes)
  if (entries === null)
    return [
      { kind: 'unreadable', where: 'the file', detail: 'The archive is damaged and could not be opened.' },
    ]
  const found: Surface[] = zipLeftovers(bytes)
  const members = entries.filter(({ name }) => !name.endsWith('/'))
  for (const { name } of members)
    if (litter.test(name))
      found.push({ kind: 'metadata', where: name, detail: 'Left by the computer that packed the file.' })
  if (members.length > mostMembers)
    found.push({
      kind: 'unreadable',
      where: 'the file',
      detail: `Only the first ${mostMembers.toLocaleString('en-GB')} of ${countOf(members.length, 'file')} were looked into.`,
    })
  for (const entry of members.filter(({ name }) => !litter.test(name)).slice(0, mostMembers))
    // One at a time: all of them unpacked at once might not fit.
    found.push(
      ...(await inside([
        { where: entry.name, name: entry.name, bytes: readZipEntry(bytes, entry, mostBytesOfMember) },
      ])),
    )
  return found
}

/** A comment on the archive, and bytes between, before and after what its table of contents names (APPNOTE 6.3.10 §4.3). */
export function zipLeftovers(bytes: Uint8Array): Surface[] {
  const entries = readZipDirectory(bytes)
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06'))
  if (entries === null || end === -1) return []
  const found: Surface[] = []
  if (file.subarray(end + 22).some((byte) => byte > 0x20))
    found.push({
      kind: 'comment',
      where: 'the file',
      detail: 'The archive has a comment, or data after its end.',
    })
  const names = new Set(entries.map(({ name }) => name))
  if (names.size < entries.length)
    found.push({
      kind: 'previous-revision',
      where: 'the file',
      detail: `${countOf(entries.length - names.size, 'part is', 'parts are')} there more than once.`,
    })
  let at = 0
  let unnamed = 0
  for (const { offset, compressedSize } of [...entries].toSorted((a, b) => a.offset - b.offset)) {
    if (offset > at) unnamed += offset - at
    if (offset + 30 > file.length) return found
    const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28)
    // A note of its sizes may follow a part that was packed before they were known: 12 to 24 bytes.
    const noted = (file.readUInt16LE(offset + 6) & 8) !== 0
    at = Math.max(at, start + compressedSize)
    if (noted) {
      const marked = file.toString('latin1', at, at + 4) === 'PK\x07\x08'
      const next = file.subarray(at, at + 28).indexOf('PK', marked ? 4 : 0, 'latin1')
      at += next === -1 ? 0 : next
    }
  }
  const listed = file.readUInt32LE(end + 16)
  if (listed !== 0xffffffff && listed > at) unnamed += listed - at
  if (unnamed > 0)
    found.push({
      kind: 'previous-revision',
      where: 'the file',
      detail: `${countOf(unnamed, 'byte lies', 'bytes lie')} in it that its table of contents does not name.`,
    })
  return found
}
