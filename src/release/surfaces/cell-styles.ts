import { walkPart, type OfficePackage } from './office-package.ts'

/** Numbers of the cell formats, and of the rules' formats, under which nothing shows. */
export type CellStyles = { invisibleStyles: ReadonlySet<number>; silentRules: ReadonlySet<string> }

const paper = 'FFFFFF'
const ink = '000000'

/** Formats that show nothing: the number format `;;;`, and words in the colour of what lies behind them, or too small. */
export function readCellStyles(parts: OfficePackage): CellStyles {
  const silentFormats = new Set<string>()
  const fonts: { colour: string; tiny: boolean }[] = []
  const fills: string[] = []
  const invisibleStyles = new Set<number>()
  const silentRules = new Set<string>()
  let style = -1
  let rule = -1
  let pattern = 'none'
  walkPart(parts, 'xl/styles.xml', {
    open({ name, attributes }, path) {
      const parent = path.at(-1)
      const silent = name === 'numFmt' && /^\s*;\s*;\s*;?\s*;?\s*$/.test(attributes['formatCode'] ?? 'x')
      if (name === 'dxf') rule += 1
      if (silent && path.includes('dxf')) silentRules.add(String(rule))
      else if (silent) silentFormats.add(attributes['numFmtId'] ?? '')
      if (name === 'font' && parent === 'fonts') fonts.push({ colour: ink, tiny: false })
      const font = fonts.at(-1)
      if (parent === 'font' && path.at(-2) === 'fonts' && font !== undefined) {
        if (name === 'color') font.colour = colourOf(attributes)
        if (name === 'sz' && Number(attributes['val']) < 2) font.tiny = true
      }
      if (name === 'fill' && parent === 'fills') fills.push(paper)
      if (name === 'patternFill' && path.at(-2) === 'fills') {
        pattern = attributes['patternType'] ?? 'none'
        if (pattern !== 'none') fills[fills.length - 1] = 'pattern'
      }
      if (name === 'fgColor' && path.at(-3) === 'fills' && pattern === 'solid')
        fills[fills.length - 1] = colourOf(attributes) || 'pattern'
      if (name === 'xf' && parent === 'cellXfs') {
        style += 1
        const letters = fonts[Number(attributes['fontId'] ?? -1)]
        const behind = fills[Number(attributes['fillId'] ?? -1)] ?? paper
        if (
          silentFormats.has(attributes['numFmtId'] ?? '') ||
          letters?.tiny === true ||
          (letters !== undefined && letters.colour !== '' && letters.colour === behind)
        )
          invisibleStyles.add(style)
      }
    },
  })
  return { invisibleStyles, silentRules }
}

/** Red, green, blue; theme colour 0 is white, and 1 black, unless somebody changed it. Empty where it cannot be told. */
function colourOf(attributes: Record<string, string>): string {
  const { rgb, theme, tint, indexed } = attributes
  if (rgb !== undefined) return rgb.slice(-6).toUpperCase()
  if (theme === '0' && (tint === undefined || Number(tint) === 0)) return paper
  if (theme === '1' && (tint === undefined || Number(tint) === 0)) return ink
  if (indexed === '8' || indexed === '64') return ink
  if (indexed === '9' || indexed === '65') return paper
  return theme === undefined ? '' : `theme ${theme} ${tint ?? ''}`
}
