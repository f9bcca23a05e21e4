import {
  addCasePerson,
  casePersonRoles,
  listCasePeople,
  removeCasePerson,
  type CasePerson,
} from '../../cases/index.ts'
import type { ProblemCode } from '../../kernel/problems.ts'
import type { App } from '../../web/kit/index.ts'
import { staffOf, valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { stateOf } from '../change-route.ts'
import { readCase } from './cases.ts'
import { staffOnly, withToken } from '../route-settings.ts'
import {
  answers,
  body,
  id,
  key,
  moment,
  named,
  oneOf,
  reference,
  staffProblems,
  text,
  Type,
} from '../schemas.ts'

const tags = ['Redaction']
const peopleSchema = Type.Object({
  items: Type.Array(
    named('CasePerson', {
      id: key(),
      name: Type.String(),
      role: oneOf(casePersonRoles),
      addedBy: Type.String(),
      addedAt: moment(),
    }),
  ),
})
const present = (people: readonly CasePerson[]) => ({
  items: people.map(({ id: personId, name, role, addedBy, addedAt }) => ({
    id: personId,
    name,
    role,
    addedBy,
    addedAt: addedAt.toString(),
  })),
})
const refusals: readonly ProblemCode[] = [...staffProblems, 'not-found', 'not-now']

/** Who is named in a case’s documents: whom a search for people looks for, and whose names are public. */
export function registerCasePeople(api: App, services: ApiServices): void {
  const { reader } = services.database
  api.get(
    '/api/v1/cases/:reference/people',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'List who is named in the documents of a case',
        ...withToken,
        params: reference,
        response: answers(200, peopleSchema, [...staffProblems, 'not-found']),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'read-cases')
      // Names of people: reading them goes on record, as on the page.
      const { record } = await readCase(services, staff, request.params.reference)
      return present(await listCasePeople(reader, staff.authorityId, record.id))
    },
  )

  api.post(
    '/api/v1/cases/:reference/people',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Name somebody',
        description:
          'Looked for in every form by …/redaction/find; a public name is left. A name that is there gets the new role.',
        ...withToken,
        params: reference,
        body: body({ name: text(300), role: oneOf(casePersonRoles) }),
        response: answers(200, peopleSchema, [...refusals, 'invalid-input', 'too-large']),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'redact')
      const state = await stateOf(services, staff, request.params.reference)
      valueOf(await addCasePerson(services, staff, { caseId: state.id, ...request.body }))
      return present(await listCasePeople(reader, staff.authorityId, state.id))
    },
  )

  api.delete(
    '/api/v1/cases/:reference/people/:personId',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Take a name off the list',
        ...withToken,
        params: Type.Object({ ...reference.properties, personId: id() }),
        response: answers(200, peopleSchema, refusals),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'redact')
      const { reference: wanted, personId } = request.params
      const state = await stateOf(services, staff, wanted)
      valueOf(await removeCasePerson(services, staff, { caseId: state.id, id: personId }))
      return present(await listCasePeople(reader, staff.authorityId, state.id))
    },
  )
}
