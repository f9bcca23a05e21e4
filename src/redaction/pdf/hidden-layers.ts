import type { PdfObjects } from './pdf-objects.ts'
import type { PdfValue } from './pdf-value.ts'

/** Says of a layer or a membership (§8.11) whether the document shows it when it is opened. */
export function readHiddenLayers(objects: PdfObjects): (layer: PdfValue | undefined) => boolean {
  const dictOf = (value: PdfValue | undefined) => {
    const found = objects.resolve(value)?.value
    return found?.kind === 'dict' ? found.entries : null
  }
  const refsOf = (value: PdfValue | undefined): number[] => {
    const found = objects.resolve(value)?.value
    const items = found?.kind === 'array' ? found.items : value === undefined ? [] : [value]
    return items.flatMap((item) => (item.kind === 'ref' ? [item.number] : []))
  }
  const properties = dictOf(objects.root.get('OCProperties'))
  const standard = dictOf(properties?.get('D'))
  const off = new Set<number>()
  const base = objects.resolve(standard?.get('BaseState'))?.value
  if (base?.kind === 'name' && base.name === 'OFF')
    for (const number of refsOf(properties?.get('OCGs'))) off.add(number)
  for (const number of refsOf(standard?.get('ON'))) off.delete(number)
  for (const number of refsOf(standard?.get('OFF'))) off.add(number)
  if (off.size === 0) return () => false

  const expressionShows = (value: PdfValue | undefined, depth = 0): boolean => {
    if (value?.kind === 'ref' && off.has(value.number)) return false
    const found = objects.resolve(value)?.value
    if (found?.kind !== 'array' || depth > 20) return true
    const [operator, ...rest] = found.items
    const shown = rest.map((each) => expressionShows(each, depth + 1))
    if (operator?.kind !== 'name') return true
    if (operator.name === 'Not') return !(shown[0] ?? false)
    return operator.name === 'Or' ? shown.some(Boolean) : shown.every(Boolean)
  }
  return (layer) => {
    if (layer?.kind === 'ref' && off.has(layer.number)) return true
    const membership = dictOf(layer)
    if (membership === null) return false
    const expression = membership.get('VE')
    if (expression !== undefined) return !expressionShows(expression)
    const groups = refsOf(membership.get('OCGs'))
    if (groups.length === 0) return false
    const policy = objects.resolve(membership.get('P'))?.value
    const shown = groups.map((number) => !off.has(number))
    switch (policy?.kind === 'name' ? policy.name : 'AnyOn') {
      case 'AllOn':
        return !shown.every(Boolean)
      case 'AnyOff':
        return shown.every(Boolean)
      case 'AllOff':
        return shown.some(Boolean)
      default:
        return !shown.some(Boolean)
    }
  }
}
