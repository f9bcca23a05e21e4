import { decodeText } from '../../documents/index.ts'
import { countOf } from '../../kernel/count-of.ts'
import type { Surface } from './surface.ts'

/**
 * A cell that a spreadsheet would run as a formula that fetches, sends or starts something (OWASP, CSV injection). A
 * minus before a number, or an equals sign alone, is no formula.
 */
const running =
  /(?:^|[\n,;\t|])"?[=+@-][^\n,;\t|]{0,60}?(?:\b(?:HYPERLINK|WEBSERVICE|IMPORT(?:XML|DATA|HTML|FEED|RANGE)|IMAGE|DDE|RTD|CALL|EXEC|REGISTER(?:\.ID)?)\(|\|\s*'?[^\n,|]{0,200}?!)/gi

export function tableSurfaces(bytes: Uint8Array): Surface[] {
  const count = decodeText(bytes).text.match(running)?.length ?? 0
  return count === 0
    ? []
    : [
        {
          kind: 'macro',
          where: 'the table',
          detail: `${countOf(count, 'cell is', 'cells are')} a formula that fetches, sends or starts something.`,
        },
      ]
}
