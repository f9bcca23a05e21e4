import { zipLeftovers } from './archive-surfaces.ts'
import { imageSurfaces } from './image-surfaces.ts'
import { alphaSurfaces } from './picture-alpha.ts'
import type { Inside } from './inside.ts'
import { readRelations, type OfficePackage } from './office-package.ts'
import { propertySurfaces } from './property-surfaces.ts'
import { countOf } from '../../kernel/count-of.ts'
import type { Surface } from './surface.ts'

const embedding =
  /\/(?:embeddings|activeX)\/[^/]+$|oleObject\d*\.bin$|(?:^|\/)Object \d+(?:\/content\.xml)?$|\/(?:media)\/[^/]+\.(?:mp[34]|m4[av]|wmv|avi|wav|mov)$/i

/** What every Office file may carry beside its content: who wrote it, macros, other files, pictures with a past. */
export async function packageSurfaces(
  parts: OfficePackage,
  file: Uint8Array,
  inside: Inside,
): Promise<Surface[]> {
  const found: Surface[] = [...zipLeftovers(file), ...propertySurfaces(parts)]
  const named = (pattern: RegExp): string[] =>
    parts.names.filter((name) => pattern.test(name) && !name.includes('/_rels/'))
  for (const name of named(
    /(?:^|\/)vbaProject\.bin$|^Basic\/.+|^Scripts\/.+|\/(?:macrosheets|dialogsheets)\//i,
  ).slice(0, 1))
    found.push({ kind: 'macro', where: name, detail: 'It holds macros.' })
  for (const name of named(embedding))
    found.push({
      kind: 'embedded-object',
      where: name,
      detail: 'Another file is embedded, with all it holds.',
    })
  for (const name of named(/(?:^|\/)customXml\/item\d*\.xml$/i))
    found.push({ kind: 'metadata', where: name, detail: 'Custom data is stored beside the document.' })
  for (const name of named(/(?:^|\/)docProps\/thumbnail\.|^Thumbnails\//i))
    found.push({
      kind: 'metadata',
      where: name,
      detail: 'A small picture of an earlier state of the first page.',
    })
  for (const name of named(/^__MACOSX\/|\.DS_Store$/))
    found.push({ kind: 'metadata', where: name, detail: 'Left by the computer that packed the file.' })
  found.push(...outsideLinks(parts), ...strayParts(parts))
  for (const name of named(/\/(?:media|Pictures)\/[^/]+\.(?:jpe?g|png|tiff?|webp|gif|bmp)$|^Pictures\//i)) {
    const bytes = parts.bytes(name)
    if (bytes !== null)
      found.push(
        ...[
          ...imageSurfaces(bytes),
          ...(/\.(?:png|webp)$/i.test(name) ? await alphaSurfaces(bytes) : []),
        ].map((each) => ({ ...each, where: `${name}, ${each.where}` })),
      )
  }
  const drawings = named(/\.svg$/i).map((name) => ({
    where: name,
    name: 'drawing.svg',
    bytes: parts.bytes(name),
  }))
  found.push(...(await inside(drawings)))
  const embedded = named(embedding).filter((name) => !name.endsWith('content.xml'))
  // That it is there is said already; what cannot be looked into in it adds nothing.
  for (const name of embedded)
    found.push(
      ...(await inside([{ where: name, name, bytes: parts.bytes(name) }])).filter(
        ({ kind }) => kind !== 'unreadable',
      ),
    )
  return found
}

/** Places outside the file that a part reads from when it is opened. A link that a reader may follow is no such place. */
function outsideLinks(parts: OfficePackage): Surface[] {
  const found: Surface[] = []
  for (const rels of parts.names.filter((name) => /(?:^|\/)_rels\/[^/]+\.rels$/.test(name))) {
    const owner = rels.replace(/_rels\/([^/]+)\.rels$/, '$1')
    // Links to other workbooks have their own part, which says more.
    if (owner.includes('/externalLinks/')) continue
    let links = 0
    for (const { type, target, external } of readRelations(parts, owner).values())
      if (external && (type !== 'hyperlink' || /^(?:file:|\\\\|[a-z]:[\\/])/i.test(target))) links += 1
    if (links > 0)
      found.push({
        kind: 'external-link',
        where: owner === '' ? 'the file' : owner,
        detail: `${countOf(links, 'link to a file elsewhere', 'links to files elsewhere')}.`,
      })
  }
  return found
}

/** Parts that no other part points to: a reader never comes to them (ECMA-376 part 2 §9.3). */
function strayParts(parts: OfficePackage): Surface[] {
  if (!parts.names.includes('_rels/.rels')) return []
  const reached = new Set<string>()
  const open = ['']
  for (let part = open.pop(); part !== undefined; part = open.pop())
    for (const { target, external } of readRelations(parts, part).values())
      if (!external && !reached.has(target.toLowerCase())) {
        reached.add(target.toLowerCase())
        const real = parts.names.find((name) => name.toLowerCase() === target.toLowerCase())
        if (real !== undefined) open.push(real)
      }
  const stray = parts.names.filter(
    (name) =>
      !reached.has(name.toLowerCase()) &&
      !name.endsWith('/') &&
      name !== '[Content_Types].xml' &&
      !/(?:^|\/)_rels\/[^/]*\.rels$|^__MACOSX\/|\.DS_Store$/.test(name),
  )
  return stray.map((name) => ({
    kind: 'embedded-object',
    where: name,
    detail: 'A part of the file that nothing in it points to.',
  }))
}
