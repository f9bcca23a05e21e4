export { clamavScanner, ScannerUnreachable, type VirusScanner, type VirusVerdict } from './clamav.ts'
export { decodeText } from './decode-text.ts'
export { extractText, type Extraction, type ExtractOptions } from './extract-text.ts'
export { safeFileName, uniqueFileName } from './file-name.ts'
export {
  directoryStore,
  fingerprintFile,
  sweepLeftovers,
  type FileStore,
  type StoredFile,
} from './file-store.ts'
export { fileTypes, type FileType } from './file-types.ts'
export { htmlToText } from './html-text.ts'
export { attribute, decodeEntities, tokens } from './html-tokens.ts'
export { inspectFile, type FileProblem, type FileProblemCode, type Inspection } from './inspect-file.ts'
export { isLockedPdf, pdfPageText, withPdf } from './open-pdf.ts'
export { readScan, type ReadScan, type Scan, type ScannedWord, type ScanOptions } from './read-scan.ts'
export { releaseStates, type ReleaseState } from './release-state.ts'
export { rtfToText } from './rtf-text.ts'
export { readZipDirectory, readZipEntry, type ZipEntry } from './zip-directory.ts'
export { rtfCharacters } from './rtf-characters.ts'
