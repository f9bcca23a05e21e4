export { bytesSource, fileSource, type ByteSource } from './byte-source.ts'
export { checkFile, type Check, type CheckOptions } from './check-file.ts'
export type { Fault, FaultCode } from './fault.ts'
export type { Ledger } from './ledger.ts'
