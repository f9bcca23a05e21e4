import {
  AlignmentType,
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { textPlaces, type LeftOut, type Segment, type Story } from './story.ts'

/** A document as its structure: paragraphs hold pieces of text by number. */
export type DocumentBlock =
  | { kind: 'paragraph'; piece: number; heading: number; list: 'bullet' | 'number' | null; level: number }
  | { kind: 'table'; rows: DocumentBlock[][][] }

const headings = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
]

/** A new Word document of headings, paragraphs, lists and tables; nothing of the source but these words. */
export function documentStory(
  pieces: string[],
  blocks: readonly DocumentBlock[],
  leftOut: LeftOut,
  extension?: string,
): Story {
  return {
    pieces,
    leftOut,
    ...textPlaces(pieces),
    ...(extension === undefined ? {} : { extension }),
    async write(redacted) {
      const document = new Document({
        creator: 'Un-named',
        lastModifiedBy: 'Un-named',
        numbering: {
          config: [
            { reference: 'numbers', levels: levels(LevelFormat.DECIMAL, (level) => `%${level + 1}.`) },
            { reference: 'bullets', levels: levels(LevelFormat.BULLET, () => '•') },
          ],
        },
        styles: { default: { document: { run: { font: 'Arial', size: 22, language: { value: 'en-GB' } } } } },
        sections: [{ children: blocks.map((block) => writeBlock(block, redacted)) }],
      })
      return new Uint8Array(await Packer.toBuffer(document))
    },
  }
}

const levels = (format: (typeof LevelFormat)[keyof typeof LevelFormat], text: (level: number) => string) =>
  Array.from({ length: 9 }, (_, level) => ({
    level,
    format,
    text: text(level),
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left: 420 * (level + 1), hanging: 280 } } },
  }))

function writeBlock(block: DocumentBlock, pieces: readonly Segment[][]): Paragraph | Table {
  if (block.kind === 'table')
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: block.rows.map(
        (cells) =>
          new TableRow({
            children: cells.map(
              (blocks) => new TableCell({ children: blocks.map((each) => writeBlock(each, pieces)) }),
            ),
          }),
      ),
    })
  const heading = headings[block.heading - 1]
  return new Paragraph({
    children: (pieces[block.piece] ?? []).flatMap(writeSegment),
    spacing: { after: 120 },
    ...(heading === undefined ? {} : { heading }),
    ...(block.list === null
      ? {}
      : {
          numbering: {
            reference: block.list === 'number' ? 'numbers' : 'bullets',
            level: Math.min(8, block.level),
          },
        }),
  })
}

/** White on black, in words: a screen reader says it too. */
function writeSegment({ text, redacted }: Segment): TextRun[] {
  if (redacted) return [new TextRun({ text, color: 'FFFFFF', shading: { type: 'clear', fill: '000000' } })]
  return text
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...(index === 0 ? {} : { break: 1 }) }))
}
