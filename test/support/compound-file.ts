import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner.js'

type Tree = { [name: string]: Uint8Array | Tree }

/** A compound file of named streams; `a/b` is stream b of storage a. */
export function compoundFile(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const tree: Tree = {}
  for (const [path, bytes] of Object.entries(streams)) {
    const names = path.split('/')
    let at = tree
    for (const name of names.slice(0, -1)) {
      const next = (at[name] ??= {})
      if (next instanceof Uint8Array) throw new Error(`${name} is a stream`)
      at = next
    }
    at[names.at(-1) ?? ''] = bytes
  }
  const entries: Entry[] = [{ name: 'Root Entry', type: 5, length: 0, children: [] }]
  const add = (folder: number, branch: Tree): void => {
    for (const [name, value] of Object.entries(branch)) {
      const index = entries.length
      entries[folder]?.children?.push(index)
      if (value instanceof Uint8Array)
        entries.push({ name, type: 2, length: value.length, binaryProvider: () => Uint8Array.from(value) })
      else {
        entries.push({ name, type: 1, length: 0, children: [] })
        add(index, value)
      }
    }
  }
  add(0, tree)
  return Uint8Array.from(burn(entries))
}

export type OutlookMessage = {
  subject?: string
  body?: string
  html?: string
  headers?: string
  from?: { name: string; email: string }
  /** 1 to, 2 cc, 3 bcc */
  recipients?: { name: string; email: string; type: 1 | 2 | 3 }[]
  files?: { name: string; content: Uint8Array }[]
}

const wide = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf16le'))

/** Properties of fixed size after a header of so many bytes ([MS-OXMSG] §2.4). */
function fixed(header: number, values: readonly [tag: number, value: number][]): Uint8Array {
  const bytes = Buffer.alloc(header + values.length * 16)
  values.forEach(([tag, value], index) => {
    bytes.writeUInt32LE(tag, header + index * 16)
    bytes.writeUInt32LE(6, header + index * 16 + 4)
    bytes.writeUInt32LE(value, header + index * 16 + 8)
  })
  return Uint8Array.from(bytes)
}

/** A message as Outlook saves it. */
export function outlookMessage(message: OutlookMessage): Uint8Array {
  const streams: Record<string, Uint8Array> = {
    '__nameid_version1.0/__substg1.0_00020102': new Uint8Array(),
    '__properties_version1.0': fixed(32, [[0x340d0003, 0x00040000]]),
    '__substg1.0_001A001F': wide('IPM.Note'),
  }
  const say = (tag: string, text: string | undefined): void => {
    if (text !== undefined) streams[`__substg1.0_${tag}001F`] = wide(text)
  }
  say('0037', message.subject)
  say('1000', message.body)
  say('007D', message.headers)
  say('0C1A', message.from?.name)
  say('0C1F', message.from?.email)
  if (message.html !== undefined) streams['__substg1.0_10130102'] = Uint8Array.from(Buffer.from(message.html))
  message.recipients?.forEach(({ name, email, type }, index) => {
    const folder = `__recip_version1.0_#${index.toString(16).padStart(8, '0')}`
    streams[`${folder}/__properties_version1.0`] = fixed(8, [[0x0c150003, type]])
    streams[`${folder}/__substg1.0_3001001F`] = wide(name)
    streams[`${folder}/__substg1.0_3003001F`] = wide(email)
  })
  message.files?.forEach(({ name, content }, index) => {
    const folder = `__attach_version1.0_#${index.toString(16).padStart(8, '0')}`
    streams[`${folder}/__properties_version1.0`] = fixed(8, [[0x37050003, 1]])
    streams[`${folder}/__substg1.0_3707001F`] = wide(name)
    streams[`${folder}/__substg1.0_37010102`] = content
  })
  return compoundFile(streams)
}

/** A winmail.dat of files alone. */
export function winmail(files: readonly { name: string; content: Uint8Array }[]): Uint8Array {
  const attribute = (level: number, id: number, data: Uint8Array): Buffer => {
    const head = Buffer.alloc(9)
    head.writeUInt8(level)
    head.writeUInt32LE(id, 1)
    head.writeUInt32LE(data.length, 5)
    const sum = Buffer.alloc(2)
    sum.writeUInt16LE(data.reduce((total, each) => (total + each) & 0xffff, 0))
    return Buffer.concat([head, data, sum])
  }
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]),
      ...files.flatMap(({ name, content }) => [
        attribute(2, 0x00069002, new Uint8Array(14)),
        attribute(2, 0x00018010, Buffer.from(`${name}\0`, 'latin1')),
        attribute(2, 0x0006800f, content),
      ]),
    ]),
  )
}
