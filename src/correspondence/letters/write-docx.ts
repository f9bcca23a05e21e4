import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { ParagraphChild } from 'docx'
import type { Block, Inline, LetterModel } from './letter-model.ts'
import { settleDocx } from './settle-docx.ts'

// Word counts type in half points and space in twentieths of a point.
const points = (count: number) => count * 20
const grey = 'B1B4B6'

/** The letter as a Word document with real headings, lists and tables, so that it can be edited and read aloud. */
export async function writeDocx(model: LetterModel): Promise<Uint8Array> {
  const language = model.locale === 'cy' ? 'cy-GB' : 'en-GB'
  const document = new Document({
    styles: documentStyles(language, model.sender.colour.slice(1)),
    numbering: {
      config: [
        {
          reference: 'letter-list',
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '•',
              alignment: AlignmentType.LEFT,
              style: { paragraph: { indent: { left: 420, hanging: 280 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 },
          },
        },
        footers: { default: renderFooter(model) },
        children: [...renderHead(model), ...model.blocks.flatMap(renderBlock), ...renderClose(model)],
      },
    ],
  })
  const packed = new Uint8Array(await Packer.toBuffer(document))
  return settleDocx(packed, { title: `${model.title} – ${model.sender.name}`, day: model.day.slice(0, 10) })
}

function documentStyles(language: string, colour: string) {
  const heading = (size: number, before: number) => ({
    run: { font: 'Arial', size, bold: true, color: '0B0C0C' },
    paragraph: { spacing: { before: points(before), after: points(6) }, keepNext: true },
  })
  return {
    default: {
      document: {
        run: { font: 'Arial', size: 22, language: { value: language } },
        paragraph: { spacing: { after: points(8), line: 276 } },
      },
      heading1: heading(26, 6),
      heading2: heading(24, 18),
      heading3: heading(22, 10),
    },
    paragraphStyles: [
      {
        id: 'LetterHead',
        name: 'Letter head',
        basedOn: 'Normal',
        run: { size: 32, bold: true },
        paragraph: { spacing: { after: 0 } },
      },
      { id: 'LetterLine', name: 'Letter line', basedOn: 'Normal', paragraph: { spacing: { after: 0 } } },
      {
        id: 'LetterRule',
        name: 'Letter rule',
        basedOn: 'Normal',
        paragraph: {
          spacing: { after: points(12) },
          border: { bottom: { style: BorderStyle.SINGLE, size: 24, space: 4, color: colour } },
        },
      },
      {
        id: 'LetterLabel',
        name: 'Letter label',
        basedOn: 'Normal',
        run: { bold: true },
        paragraph: { keepNext: true },
      },
      {
        id: 'LetterQuote',
        name: 'Letter quote',
        basedOn: 'Normal',
        paragraph: {
          indent: { left: 280 },
          border: { left: { style: BorderStyle.SINGLE, size: 24, space: 8, color: grey } },
        },
      },
      {
        id: 'LetterAddress',
        name: 'Letter address',
        basedOn: 'LetterLine',
        paragraph: { indent: { left: 280 } },
      },
    ],
  }
}

function runs(content: Inline[]): ParagraphChild[] {
  return content
    .map((run) => {
      // A line feed is a break: Word would show it as a space.
      const texts = run.text.split('\n').map(
        (text, index) =>
          new TextRun({
            text,
            ...(index > 0 ? { break: 1 } : {}),
            ...(run.strong ? { bold: true } : {}),
            ...(run.href === undefined ? {} : { style: 'Hyperlink' }),
          }),
      )
      return run.href === undefined ? texts : [new ExternalHyperlink({ link: run.href, children: texts })]
    })
    .flat()
}

function plain(text: string, style?: string): Paragraph {
  return new Paragraph({ children: runs([{ text }]), ...(style === undefined ? {} : { style }) })
}

function renderHead(model: LetterModel): Paragraph[] {
  const { sender } = model
  const last = sender.lines.length - 1
  return [
    plain(sender.name, 'LetterHead'),
    ...sender.lines.map(
      (line, at) => new Paragraph({ style: at === last ? 'LetterRule' : 'LetterLine', children: runs(line) }),
    ),
    ...model.recipient.map((line) => plain(line, 'LetterLine')),
    ...(model.recipient.length > 0 ? [plain('', 'LetterLine')] : []),
    ...model.details.map(
      ({ label, value }) =>
        new Paragraph({
          style: 'LetterLine',
          children: runs([{ text: `${label}: `, strong: true }, { text: value }]),
        }),
    ),
    new Paragraph({ spacing: { before: points(16) }, children: runs([{ text: model.salutation }]) }),
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: runs([{ text: model.subject }]) }),
  ]
}

function renderBlock(block: Block): (Paragraph | Table)[] {
  switch (block.type) {
    case 'heading':
      return [
        new Paragraph({
          heading: block.level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3,
          children: runs([{ text: block.text }]),
        }),
      ]
    case 'paragraph':
      return [new Paragraph({ children: runs(block.content) })]
    case 'quote':
      return [
        plain(block.label, 'LetterLabel'),
        ...block.paragraphs.map(
          (content) => new Paragraph({ style: 'LetterQuote', children: runs(content) }),
        ),
      ]
    case 'list':
      return [
        ...(block.label ? [plain(block.label, 'LetterLabel')] : []),
        ...block.items.map(
          (item) =>
            new Paragraph({ numbering: { reference: 'letter-list', level: 0 }, children: runs(item) }),
        ),
      ]
    case 'table':
      return [plain(block.caption, 'LetterLabel'), renderTable(block), plain('', 'LetterLine')]
    case 'address':
      return [
        ...(block.label ? [plain(block.label, 'LetterAddress')] : []),
        ...block.lines.map(
          (line, at) =>
            new Paragraph({
              style: 'LetterAddress',
              ...(at === block.lines.length - 1 ? { spacing: { after: points(8) } } : {}),
              children: runs(line),
            }),
        ),
      ]
  }
}

function renderTable(block: Block & { type: 'table' }): Table {
  const line = { style: BorderStyle.SINGLE, size: 4, color: grey }
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const row = (cells: string[], strong: boolean, tableHeader = false) =>
    new TableRow({
      tableHeader,
      cantSplit: true,
      children: cells.map(
        (text, at) =>
          new TableCell({
            margins: { top: 60, bottom: 60, left: 60, right: 60 },
            children: [
              new Paragraph({
                style: 'LetterLine',
                alignment: at === 0 ? AlignmentType.LEFT : AlignmentType.RIGHT,
                children: runs([{ text, ...(strong ? { strong: true as const } : {}) }]),
              }),
            ],
          }),
      ),
    })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: block.head.map((_, at) =>
      at === 0 ? 7000 : Math.floor(2600 / Math.max(1, block.head.length - 1)),
    ),
    borders: {
      top: line,
      bottom: line,
      left: none,
      right: none,
      insideHorizontal: line,
      insideVertical: none,
    },
    rows: [
      row(block.head, true, true),
      ...block.rows.map((cells) => row(cells, false)),
      ...(block.total ? [row(block.total, true)] : []),
    ],
  })
}

function renderClose(model: LetterModel): Paragraph[] {
  return [
    new Paragraph({
      spacing: { before: points(20), after: points(28) },
      keepNext: true,
      children: runs([{ text: model.closing }]),
    }),
    ...model.signature.map((line) => plain(line, 'LetterLine')),
  ]
}

function renderFooter(model: LetterModel): Footer {
  const children = model.pageLabel
    .split(/(\{page\}|\{pages\})/)
    .filter(Boolean)
    .map((piece) =>
      piece === '{page}' ? PageNumber.CURRENT : piece === '{pages}' ? PageNumber.TOTAL_PAGES : piece,
    )
  const size = 18
  return new Footer({
    children: [
      new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun({ children, size })] }),
    ],
  })
}
