import { cleanContent, type ContentRules } from './content-stream.ts'
import { readHiddenLayers } from './hidden-layers.ts'
import type { SourcePage } from './page-tree.ts'
import { unpack, type PdfObjects } from './pdf-objects.ts'
import type { Body, PdfWriter } from './pdf-writer.ts'
import type { PdfDict, PdfObject, PdfValue } from './pdf-value.ts'

/** What a page may keep; anything else about it (scripts, notes, thumbnails, private data) is not copied. */
const pageKeys = ['MediaBox', 'CropBox', 'Rotate', 'UserUnit', 'Group'] as const
/** What nothing may keep: other words about it, other versions of it, ways out of it. */
const dropped = new Set(
  'Metadata PieceInfo AA A Annots Thumb StructParent StructParents LastModified OC OPI Alternates Measure PtData AF Ref SeparationInfo Properties'.split(
    ' ',
  ),
)
const nameless = new Set(['Form', 'Image', 'Type1', 'TrueType', 'Type3', 'Type0', 'MMType1'])

/**
 * Copies pages of a PDF that PDFium saved with only what they paint with: no annotations, scripts, tags, switched-off
 * layers or resources that no page calls. `hidden` counts operators that painted what such a layer holds, `faults` what
 * no reader could follow.
 */
export class PageCopier {
  readonly objects: PdfObjects
  readonly writer: PdfWriter
  readonly isHidden: (layer: PdfValue | undefined) => boolean
  private readonly copied = new Map<number, number>()
  hidden = 0
  faults = 0

  private readonly apart: boolean
  /** Forms of the page at hand */
  private forms = new Map<number, number>()
  /** Objects that are being copied: one that leads to itself needs its number before it is written */
  private readonly open = new Set<number>()

  /** `apart`: forms that several pages paint are copied for each, so that what is removed from one stays on the others. */
  constructor(objects: PdfObjects, writer: PdfWriter, apart: boolean) {
    this.objects = objects
    this.writer = writer
    this.apart = apart
    this.isHidden = readHiddenLayers(objects)
  }

  copyPage({ entries, resources, contents }: SourcePage): number {
    this.forms = new Map()
    const kept: PdfDict = new Map([
      ['Type', { kind: 'name', name: 'Page' }],
      ['Parent', { kind: 'ref', number: this.writer.pagesNumber }],
    ])
    for (const key of pageKeys) {
      const value = entries.get(key)
      if (value !== undefined) kept.set(key, this.copy(value))
    }
    const pieces = contents.map((stream) => unpack(stream, this.objects))
    if (pieces.includes(null)) this.faults += 1
    const whole = Buffer.concat(pieces.flatMap((piece) => (piece === null ? [] : [piece, Buffer.from('\n')])))
    const { content, names } = this.clean(whole, resources)
    kept.set('Resources', this.copyResources(resources, names))
    kept.set('Contents', { kind: 'ref', number: this.writer.addContent(content) })
    return this.writer.add({ value: { kind: 'dict', entries: kept } })
  }

  private clean(content: Buffer, resources: PdfDict): { content: Buffer; names: Set<string> } {
    const group = (key: string): PdfDict => this.dict(resources.get(key)) ?? new Map()
    const rules: ContentRules = {
      isHidden: (properties) =>
        this.isHidden(properties?.kind === 'name' ? group('Properties').get(properties.name) : properties),
      isHiddenObject: (name) => this.isHidden(this.dict(group('XObject').get(name))?.get('OC')),
    }
    try {
      const cleaned = cleanContent(content, rules)
      this.hidden += cleaned.hidden
      const names = new Set(cleaned.names)
      this.addLooseNames(names, resources, 0)
      return { content: cleaned.content, names }
    } catch {
      this.faults += 1
      return { content: Buffer.alloc(0), names: new Set() }
    }
  }

  /** A form without resources of its own takes them from who calls it (§8.10.1). */
  private addLooseNames(names: Set<string>, resources: PdfDict, depth: number): void {
    const objects = this.dict(resources.get('XObject'))
    if (objects === null || depth > 10) return
    for (const [name, value] of objects) {
      const object = this.objects.resolve(value)
      if (!names.has(name) || object?.value.kind !== 'dict' || object.value.entries.has('Resources')) continue
      const content = isForm(object.value.entries) ? unpack(object, this.objects) : null
      if (content === null) continue
      const before = names.size
      for (const each of cleanContent(content, { isHidden: () => false, isHiddenObject: () => false }).names)
        names.add(each)
      if (names.size > before) this.addLooseNames(names, resources, depth + 1)
    }
  }

  private copyResources(resources: PdfDict, names: ReadonlySet<string>): PdfValue {
    const kept: PdfDict = new Map()
    for (const [group, value] of resources) {
      if (dropped.has(group) || group === 'ProcSet') continue
      const entries = this.dict(value)
      if (entries === null) continue
      const called = [...entries].filter(([name]) => names.has(name) || name.startsWith('Default'))
      kept.set(group, {
        kind: 'dict',
        entries: new Map(called.map(([name, each]) => [name, this.copy(each)])),
      })
    }
    return { kind: 'dict', entries: kept }
  }

  private copy(value: PdfValue): PdfValue {
    switch (value.kind) {
      case 'array':
        return { kind: 'array', items: value.items.map((each) => this.copy(each)) }
      case 'dict':
        return { kind: 'dict', entries: this.copyEntries(value.entries) }
      case 'ref':
        return { kind: 'ref', number: this.copyObject(value.number) }
      default:
        return value
    }
  }

  private copyObject(number: number): number {
    const known = this.copied.get(number) ?? this.forms.get(number)
    if (known !== undefined) return known
    const object = this.objects.get(number)
    if (object?.value.kind === 'dict' && object.data !== null && isForm(object.value.entries))
      return this.copyForm(number, object, object.value.entries)
    if (this.open.has(number)) {
      const reserved = this.writer.reserve()
      this.copied.set(number, reserved)
      return reserved
    }
    this.open.add(number)
    const made = this.copyBody(object)
    this.open.delete(number)
    const reserved = this.copied.get(number)
    // One document names its streams once each; several bring the same ones.
    const once = !this.apart || made.data === undefined
    const target = reserved ?? (once ? this.writer.addOnce(made) : this.writer.add(made))
    if (reserved !== undefined) this.writer.fillBody(reserved, made)
    this.copied.set(number, target)
    return target
  }

  private copyBody(object: PdfObject | null): Body {
    if (object === null) return { value: { kind: 'raw', text: 'null' } }
    if (object.data === null || object.value.kind !== 'dict') return { value: this.copy(object.value) }
    const { entries } = object.value
    const made = entries.has('PatternType') ? this.cleanStream(object, entries) : null
    return made === null
      ? { value: { kind: 'dict', entries: this.copyEntries(entries) }, data: object.data }
      : { value: { kind: 'dict', entries: made.kept }, content: made.content }
  }

  private copyForm(number: number, object: PdfObject, entries: PdfDict): number {
    // A form that calls itself paints nothing anywhere; the number keeps this from going round.
    this.forms.set(number, 0)
    const made = this.cleanStream(object, entries)
    // Words of a form that could not be read could not be searched either.
    if (made === null) this.faults += 1
    const { kept, content } = made ?? { kept: this.copyEntries(entries), content: Buffer.alloc(0) }
    if (made === null) for (const key of ['Filter', 'DecodeParms']) kept.delete(key)
    const body: Body = { value: { kind: 'dict', entries: kept }, content }
    const target = this.apart ? this.writer.add(body) : this.writer.addOnce(body)
    this.forms.set(number, target)
    return target
  }

  /** A stream of operators with only the resources that it calls; null where it cannot be unpacked. */
  private cleanStream(object: PdfObject, entries: PdfDict): { kept: PdfDict; content: Buffer } | null {
    const packed = unpack(object, this.objects)
    if (packed === null) return null
    const kept = this.copyEntries(entries)
    const resources = this.dict(entries.get('Resources'))
    const { content, names } = this.clean(packed, resources ?? new Map())
    if (resources !== null) kept.set('Resources', this.copyResources(resources, names))
    for (const key of ['Filter', 'DecodeParms']) kept.delete(key)
    return { kept, content }
  }

  private copyEntries(entries: PdfDict): PdfDict {
    const subtype = entries.get('Subtype')
    const unnamed = subtype?.kind === 'name' && nameless.has(subtype.name)
    const kept: PdfDict = new Map()
    for (const [key, value] of entries) {
      if (dropped.has(key) || key === 'Length' || key === 'Parent' || (unnamed && key === 'Name')) continue
      // Copied with its names later, where it is known which are called.
      if (key === 'Resources' && (isForm(entries) || entries.has('PatternType'))) continue
      kept.set(key, this.copy(value))
    }
    return kept
  }

  private dict(value: PdfValue | undefined): PdfDict | null {
    const found = this.objects.resolve(value)?.value
    return found?.kind === 'dict' ? found.entries : null
  }
}

const isForm = (entries: PdfDict): boolean => {
  const subtype = entries.get('Subtype')
  return subtype?.kind === 'name' && subtype.name === 'Form'
}
