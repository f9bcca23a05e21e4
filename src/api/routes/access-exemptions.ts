import { accessExemptions, cite } from '../../law/index.ts'
import { reasonCodes } from '../../redaction/index.ts'
import type { App } from '../../web/kit/index.ts'
import { publicRead } from '../route-settings.ts'
import { answers, named, nullable, oneOf, Type } from '../schemas.ts'

const tags = ['Law']

/** The exemptions from the right of access, and every reason that a redaction can give. */
export function registerAccessExemptions(api: App): void {
  api.get(
    '/api/v1/law/access-exemptions',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'List exemptions from the right of access',
        description: 'Of DPA 2018 Schedules 2 to 4, as far as a council can use them.',
        response: answers(
          200,
          named('AccessExemptions', {
            items: Type.Array(
              named('AccessExemption', {
                id: Type.String(),
                paragraph: Type.String(),
                title: Type.String(),
                test: Type.String({ description: 'What has to be so before it may be used' }),
                basis: oneOf(['prejudice', 'class']),
                citation: Type.Object({
                  text: Type.String(),
                  url: Type.String({ format: 'uri' }),
                  note: nullable(Type.String({ description: 'How sure the reading is' })),
                }),
              }),
            ),
          }),
        ),
      },
    },
    () => ({
      items: accessExemptions.map(({ id, paragraph, title, test, basis, citation }) => ({
        id,
        paragraph,
        title,
        test,
        basis,
        citation: { text: cite(citation), url: citation.url, note: citation.note ?? null },
      })),
    }),
  )

  api.get(
    '/api/v1/law/redaction-reasons',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'List the reasons that a redaction can give',
        response: answers(
          200,
          named('RedactionReasons', {
            items: Type.Array(
              named('RedactionReason', {
                id: Type.String(),
                label: Type.String({ description: 'What a box prints' }),
                title: Type.String(),
                plain: Type.String(),
                law: nullable(Type.String({ description: 'Null for what is no exemption' })),
                url: nullable(Type.String({ format: 'uri' })),
              }),
            ),
          }),
        ),
      },
    },
    () => ({
      items: reasonCodes.map(({ id, label, title, plain, law, url }) => ({
        id,
        label,
        title,
        plain,
        law,
        url,
      })),
    }),
  )
}
