import { strToU8, zipSync } from 'fflate'
import { checkRedacted, secret, words } from './check-redacted.ts'
import type { Chance, Fuzzer } from './chance.ts'

/** Word documents and workbooks of random structure, the secret broken over runs, cells, hidden places and parts. */
export const fuzzOffice: Fuzzer = async (chance) => {
  const { bytes, name, shown } = chance.odds(50) ? randomDocument(chance) : randomWorkbook(chance)
  return checkRedacted(bytes, name, shown)
}

type Made = { bytes: Uint8Array; name: string; shown: number }
const pack = (parts: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
const relations = (targets: readonly (readonly [string, string, string])[]): string =>
  `<Relationships xmlns="r">${targets.map(([id, type, target]) => `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`).join('')}</Relationships>`

/** The secret cut at random places, which is one text to its reader. */
function pieces(chance: Chance): string[] {
  const cuts = new Set([
    0,
    secret.length,
    ...Array.from({ length: chance.below(5) }, () => chance.below(secret.length)),
  ])
  const at = [...cuts].toSorted((a, b) => a - b)
  return at.slice(1).map((end, index) => secret.slice(at[index], end))
}
const escaped = (text: string, chance: Chance): string =>
  chance.odds(20) ? [...text].map((letter) => `&#${letter.charCodeAt(0)};`).join('') : text

function randomDocument(chance: Chance): Made {
  let shown = 0
  const run = (text: string, properties = ''): string =>
    `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${escaped(text, chance)}</w:t></w:r>`
  const word = (): string => {
    shown += 1
    return chance.pick(words)
  }
  const hidden = (): string =>
    chance.pick([
      run(secret, '<w:vanish/>'),
      run(secret, '<w:color w:val="FFFFFF"/>'),
      run(secret, '<w:sz w:val="2"/>'),
      `<w:del w:author="${secret}"><w:r><w:delText>${secret}</w:delText></w:r></w:del>`,
      `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>AUTHOR ${secret}</w:instrText><w:fldChar w:fldCharType="end"/></w:r>`,
    ])
  const paragraph = (): string => {
    const parts = [run(`${word()} `)]
    if (chance.odds(60))
      parts.push(
        ...pieces(chance).map((piece) => run(piece, chance.odds(20) ? '<w:b/>' : '')),
        run(` ${word()}`),
      )
    if (chance.odds(30)) parts.push(hidden())
    if (chance.odds(10)) parts.push(`<w:hyperlink r:id="h">${run(` ${secret}`)}</w:hyperlink>`)
    return `<w:p><w:pPr>${chance.odds(20) ? '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>' : ''}</w:pPr>${parts.join('')}</w:p>`
  }
  const table = (depth: number): string =>
    `<w:tbl>${Array.from({ length: 1 + chance.below(3) }, () => `<w:tr>${Array.from({ length: 1 + chance.below(3) }, () => `<w:tc>${block(depth + 1)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`
  const block = (depth: number): string => (chance.odds(20) && depth < 3 ? table(depth) : paragraph())
  const body = Array.from({ length: 1 + chance.below(6) }, () => block(0)).join('')
  const header = chance.odds(40) ? paragraph() : null
  const names = 'xmlns:w="w" xmlns:r="r"'
  const bytes = pack({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<w:document ${names}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relations(header === null ? [] : [['a', 'header', 'header1.xml']]),
    ...(header === null ? {} : { 'word/header1.xml': `<w:hdr ${names}>${header}</w:hdr>` }),
    ...(chance.odds(40)
      ? { 'word/comments.xml': `<w:comments ${names}><w:comment w:author="${secret}"/></w:comments>` }
      : {}),
    ...(chance.odds(40)
      ? { 'docProps/core.xml': `<p xmlns:dc="dc"><dc:creator>${secret}</dc:creator></p>` }
      : {}),
    ...(chance.odds(20) ? { 'customXml/item1.xml': `<a>${secret}</a>` } : {}),
    ...(chance.odds(20) ? { [`word/media/${secret}.txt`]: secret } : {}),
  })
  return { bytes, name: 'random.docx', shown }
}

function randomWorkbook(chance: Chance): Made {
  let shown = 0
  const strings: string[] = []
  const shared = (text: string): string => {
    strings.push(text)
    return `t="s"><v>${strings.length - 1}</v>`
  }
  const column = (index: number): string => String.fromCharCode(65 + index)
  const sheets = Array.from({ length: 1 + chance.below(3) }, (_, index) => ({
    hidden: index > 0 && chance.odds(40),
    hiddenColumn: chance.odds(30) ? chance.below(4) : -1,
  }))
  const xml = sheets.map(({ hidden, hiddenColumn }) => {
    const rows = Array.from({ length: 1 + chance.below(5) }, (_, row) => {
      const unseen = chance.odds(20)
      const cells = Array.from({ length: 4 }, (__, at) => {
        const place = `r="${column(at)}${row + 1}"`
        const visible = !hidden && !unseen && at !== hiddenColumn
        if (chance.odds(15)) return `<c ${place}><v>${chance.below(1000)}</v></c>`
        if (chance.odds(30)) {
          const text = escaped(secret, chance)
          return chance.odds(50)
            ? `<c ${place} t="inlineStr"><is><t>${text}</t></is></c>`
            : `<c ${place} ${shared(text)}</c>`
        }
        if (chance.odds(10)) return `<c ${place} t="str"><f>"${secret}"</f><v>${secret}</v></c>`
        if (visible) shown += 1
        const text = chance.pick(words)
        return chance.odds(50)
          ? `<c ${place} t="inlineStr"><is><t>${text}</t></is></c>`
          : `<c ${place} ${shared(text)}</c>`
      })
      return `<row r="${row + 1}" ${unseen ? 'hidden="1"' : ''}>${cells.join('')}</row>`
    })
    const columns =
      hiddenColumn === -1
        ? ''
        : `<cols><col min="${hiddenColumn + 1}" max="${hiddenColumn + 1}" hidden="1"/></cols>`
    return `<worksheet>${columns}<sheetData>${rows.join('')}</sheetData></worksheet>`
  })
  const bytes = pack({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${sheets.map(({ hidden }, index) => `<sheet name="${chance.odds(20) ? `${secret} ${index}` : `Sheet ${index}`}" ${hidden ? `state="${chance.pick(['hidden', 'veryHidden'])}"` : ''} r:id="s${index}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      sheets.map((_, index) => [`s${index}`, 'worksheet', `worksheets/sheet${index + 1}.xml`]),
    ),
    'xl/sharedStrings.xml': `<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(xml.map((text, index) => [`xl/worksheets/sheet${index + 1}.xml`, text])),
    ...(chance.odds(30) ? { 'xl/comments1.xml': `<comments><comment>${secret}</comment></comments>` } : {}),
    ...(chance.odds(30)
      ? { 'xl/pivotCache/pivotCacheRecords1.xml': `<x><r><s v="${secret}"/></r></x>` }
      : {}),
  })
  return { bytes, name: 'random.xlsx', shown }
}
