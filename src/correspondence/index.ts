export * from './letters/index.ts'
export * from './mail/index.ts'
export * from './wording/index.ts'
