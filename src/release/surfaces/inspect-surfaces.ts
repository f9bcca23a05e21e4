import { inspectFile, type FileType } from '../../documents/index.ts'
import { zipSurfaces } from './archive-surfaces.ts'
import { compoundSurfaces } from './compound-surfaces.ts'
import { documentSurfaces } from './document-surfaces.ts'
import { drawingSurfaces, isDrawing } from './drawing-surfaces.ts'
import { htmlSurfaces } from './html-surfaces.ts'
import { imageSurfaces } from './image-surfaces.ts'
import { insideOf, newNest, type Inside } from './inside.ts'
import { mailSurfaces } from './mail-surfaces.ts'
import { outlookSurfaces, tnefSurfaces } from './message-surfaces.ts'
import { openPackage, UnreadablePart, type OfficePackage } from './office-package.ts'
import { openDocumentSurfaces } from './open-document-surfaces.ts'
import { packageSurfaces } from './package-surfaces.ts'
import { pdfSurfaces } from './pdf-surfaces.ts'
import { presentationSurfaces } from './presentation-surfaces.ts'
import { alphaSurfaces } from './picture-alpha.ts'
import { rtfSurfaces } from './rtf-surfaces.ts'
import type { Surface } from './surface.ts'
import { tableSurfaces } from './table-surfaces.ts'
import { workbookSurfaces } from './workbook-surfaces.ts'

const packages: Partial<Record<FileType, (parts: OfficePackage) => Surface[]>> = {
  xlsx: workbookSurfaces,
  docx: documentSurfaces,
  pptx: presentationSurfaces,
  odt: openDocumentSurfaces,
  ods: openDocumentSurfaces,
  odp: openDocumentSurfaces,
}

type Look = (bytes: Uint8Array, inside: Inside, type: FileType) => Surface[] | Promise<Surface[]>
const looks: Partial<Record<FileType, Look>> = {
  pdf: pdfSurfaces,
  jpeg: imageSurfaces,
  png: pictureWithAlpha,
  tiff: imageSurfaces,
  webp: pictureWithAlpha,
  gif: imageSurfaces,
  eml: mailSurfaces,
  msg: outlookSurfaces,
  tnef: tnefSurfaces,
  html: htmlSurfaces,
  rtf: rtfSurfaces,
  zip: zipSurfaces,
  doc: (bytes, inside, type) => compoundSurfaces(bytes, type, inside),
  xls: (bytes, inside, type) => compoundSurfaces(bytes, type, inside),
  ppt: (bytes, inside, type) => compoundSurfaces(bytes, type, inside),
  xml: (bytes, inside) => (isDrawing(bytes) ? drawingSurfaces(bytes, inside) : []),
  // All of it shows, or `extractText` reads what does not.
  csv: tableSurfaces,
  txt: () => [],
  json: () => [],
  ics: () => [],
}

async function pictureWithAlpha(bytes: Uint8Array): Promise<Surface[]> {
  return [...imageSurfaces(bytes), ...(await alphaSurfaces(bytes))]
}

/**
 * Everything in a file that its reader does not see, by kind and place; files inside it as if they came alone. Reads the
 * bytes alone and shares nothing with what redacts. Never throws for what a file holds: what cannot be looked into is
 * `unreadable`.
 */
export async function inspectSurfaces(bytes: Uint8Array, name: string, nest = newNest()): Promise<Surface[]> {
  const { type, problems } = inspectFile(bytes, name, '')
  const refused = problems.filter(({ code }) =>
    ['empty', 'encrypted', 'archive-bomb', 'unreadable', 'executable'].includes(code),
  )
  if (refused.length > 0)
    return refused.map(({ message }) => ({ kind: 'unreadable', where: 'the file', detail: `${message}.` }))
  const inside = insideOf(nest, inspectSurfaces)
  try {
    if (packages[type] !== undefined) return await inspectPackage(bytes, packages[type], inside)
    const look = looks[type]
    if (look !== undefined) return await look(bytes, inside, type)
    return await compoundOrUnknown(bytes, type, inside)
  } catch (error) {
    if (error instanceof UnreadablePart)
      return [{ kind: 'unreadable', where: error.part, detail: error.message }]
    // A reader that a file made to stumble has not read it; what it says of the error could quote the file.
    return [
      {
        kind: 'unreadable',
        where: 'the file',
        detail: 'It is damaged in a way that stopped the inspection.',
      },
    ]
  }
}

async function inspectPackage(
  bytes: Uint8Array,
  inspect: (parts: OfficePackage) => Surface[],
  inside: Inside,
): Promise<Surface[]> {
  const parts = openPackage(bytes)
  if (parts === null)
    return [{ kind: 'unreadable', where: 'the file', detail: 'The file is damaged and could not be opened.' }]
  return [...inspect(parts), ...(await packageSurfaces(parts, bytes, inside))]
}

async function compoundOrUnknown(bytes: Uint8Array, type: FileType, inside: Inside): Promise<Surface[]> {
  if (bytes[0] === 0x42 && bytes[1] === 0x4d && bytes.length > 54) return imageSurfaces(bytes)
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return compoundSurfaces(bytes, type, inside)
  const detail =
    type === 'archive'
      ? 'Muniment cannot unpack an archive of this kind. Unpack it, and check what is inside or a ZIP of it.'
      : 'Muniment cannot look into files of this kind.'
  return [{ kind: 'unreadable', where: 'the file', detail }]
}
