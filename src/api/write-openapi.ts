// Writes docs/api/openapi.json from the routes: node src/api/write-openapi.ts
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createApp } from '../web/kit/index.ts'
import type { ApiServices } from './api-services.ts'
import { registerApi } from './index.ts'

export const openApiFile = join(import.meta.dirname, '../../docs/api/openapi.json')

/** The description as it is committed. The routes are only looked at, never called, so they need no services. */
export async function openApiText(): Promise<string> {
  await using app = await createApp({
    publicUrl: new URL('http://127.0.0.1'),
    context: () => ({ authority: { name: '', serviceName: '', colour: '#000000' }, staff: null }),
    log: { level: 'silent' },
  })
  await registerApi(app, { database: {} } as ApiServices)
  const answer = await app.inject('/api/v1/openapi.json')
  return `${JSON.stringify(answer.json(), null, 2)}\n`
}

if (import.meta.main) writeFileSync(openApiFile, await openApiText())
