import { businessRates, councilTax } from './business-rates.ts'
import { enforcement, environmentalServices } from './enforcement.ts'
import { grants } from './grants.ts'
import { parking } from './parking.ts'
import { pay } from './pay.ts'
import { procurement } from './procurement.ts'
import { property } from './property.ts'
import { services } from './services.ts'
import { spending } from './spending.ts'
import type { Template } from './template.ts'

/** Every template, those the law asks of most councils first. */
export const templates: readonly Template[] = [
  ...spending,
  ...procurement,
  ...grants,
  ...pay,
  ...property,
  ...parking,
  ...businessRates,
  ...councilTax,
  ...enforcement,
  ...environmentalServices,
  ...services,
]

/** A template by its id; null where there is none of that name. */
export function findTemplate(id: string): Template | null {
  return templates.find((template) => template.id === id) ?? null
}
