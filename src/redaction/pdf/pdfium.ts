import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium'

/** Left, bottom, right, top in the page's own units (points, unless it says otherwise). */
export type PageBox = readonly [left: number, bottom: number, right: number, top: number]

/** PDFium with the handling of its memory: one per process, for one document at a time. */
export class Pdfium {
  readonly api: WrappedPdfiumModule
  /** Room for results that PDFium writes */
  readonly scratch: number
  readonly textCalls: TextCalls
  private constructor(api: WrappedPdfiumModule) {
    this.api = api
    this.textCalls = textCallsOf(api)
    this.scratch = this.allocate(256)
  }

  static async start(): Promise<Pdfium> {
    const wasm = readFileSync(fileURLToPath(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm')))
    const api = await init({ wasmBinary: wasm, print: () => undefined, printErr: () => undefined })
    api.PDFiumExt_Init()
    return new Pdfium(api)
  }

  allocate(size: number): number {
    return this.api.pdfium.wasmExports.malloc(size)
  }
  free(pointer: number): void {
    this.api.pdfium.wasmExports.free(pointer)
  }
  /** Memory moves when it grows, so views are made anew each time. */
  private buffer(): ArrayBuffer {
    const heap: unknown = Reflect.get(this.api.pdfium, 'HEAPU8')
    if (!(heap instanceof Uint8Array) || !(heap.buffer instanceof ArrayBuffer))
      throw new Error('PDFium has no memory')
    return heap.buffer
  }
  /** Bytes; it only grows. */
  memory(): number {
    return this.buffer().byteLength
  }
  floats(pointer: number, count: number): Float32Array {
    return new Float32Array(this.buffer(), pointer, count)
  }
  doubles(pointer: number, count: number): Float64Array {
    return new Float64Array(this.buffer(), pointer, count)
  }
  integers(pointer: number, count: number): Int32Array {
    return new Int32Array(this.buffer(), pointer, count)
  }
  bytes(pointer: number, count: number): Uint8Array {
    return new Uint8Array(this.buffer(), pointer, count)
  }

  /** Null with the reason where PDFium cannot open it. Close with the function it returns. */
  open(file: Uint8Array): { document: number; close: () => void } | { problem: 'password' | 'damaged' } {
    const pointer = this.allocate(file.length)
    if (pointer === 0) throw new Error('PDFium has no memory left')
    this.bytes(pointer, file.length).set(file)
    const document = this.api.FPDF_LoadMemDocument(pointer, file.length, '')
    if (document === 0) {
      // FPDF_ERR_PASSWORD
      const problem = this.api.FPDF_GetLastError() === 4 ? 'password' : 'damaged'
      this.free(pointer)
      return { problem }
    }
    return {
      document,
      close: () => {
        this.api.FPDF_CloseDocument(document)
        this.free(pointer)
      },
    }
  }

  /** The whole document written anew, without a password. */
  save(document: number): Uint8Array {
    this.api.EPDF_RemoveEncryption(document)
    return this.write(document)
  }

  /** The whole document written anew, as it is. */
  write(document: number): Uint8Array {
    const writer = this.api.PDFiumExt_OpenFileWriter()
    this.api.PDFiumExt_SaveAsCopy(document, writer)
    const size = this.api.PDFiumExt_GetFileWriterSize(writer)
    const pointer = this.allocate(size)
    this.api.PDFiumExt_GetFileWriterData(writer, pointer, size)
    const saved = Uint8Array.from(this.bytes(pointer, size))
    this.free(pointer)
    this.api.PDFiumExt_CloseFileWriter(writer)
    return saved
  }

  /** Calls with text as PDFium takes it: UTF-16, ended by zero. */
  withText<T>(text: string, use: (pointer: number) => T): T {
    const pointer = this.allocate((text.length + 1) * 2)
    const units = new Uint16Array(this.buffer(), pointer, text.length + 1)
    for (let index = 0; index < text.length; index += 1) units[index] = text.charCodeAt(index)
    units[text.length] = 0
    try {
      return use(pointer)
    } finally {
      this.free(pointer)
    }
  }
}

type TextCall = (text: number, index: number) => number
/** What is asked once a letter: the functions themselves, because the wrappers around them cost more than they do. */
type TextCalls = { letter: TextCall; angle: TextCall; generated: TextCall }

function textCallsOf(api: WrappedPdfiumModule): TextCalls {
  const call = (name: string): TextCall => {
    const found: unknown = Reflect.get(api.pdfium.wasmExports, name)
    if (!isTextCall(found)) throw new Error(`PDFium has no ${name}`)
    return found
  }
  return {
    letter: call('FPDFText_GetUnicode'),
    angle: call('FPDFText_GetCharAngle'),
    generated: call('FPDFText_IsGenerated'),
  }
}

const isTextCall = (value: unknown): value is TextCall => typeof value === 'function'
