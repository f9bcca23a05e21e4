import {
  addDocument,
  addTask,
  answerTask,
  askClarification,
  closeCase,
  decideApproval,
  decidePart,
  decideReviewOutcome,
  editDetails,
  estimateCaseCost,
  extendTime,
  giveFeesNotice,
  openCase,
  requestReview,
  sendResponse,
  setDocumentRelease,
  startCase,
  submitLetter,
  withdrawCase,
  type CaseServices,
  type Channel,
  type Ground,
  type PartOutcome,
  type Regime,
  type RequesterDetails,
  type ReviewOutcome,
  type Upload,
} from '../../cases/index.ts'
import { prepareEntry, publishEntry, readCaseAnswer } from '../../disclosure/index.ts'
import type { Authority, Staff } from '../../identity/index.ts'
import type { TeamId } from '../../kernel/ids.ts'
import { ProblemError, type Outcome } from '../../kernel/outcome.ts'
import type { Timeline, When } from './timeline.ts'

/** The people of a demonstration authority. */
export type Office = {
  authority: Authority
  officer: Staff
  secondOfficer: Staff
  approver: Staff
  publisher: Staff
  teams: Record<string, { id: TeamId; contact: Staff }>
}

export type Request = {
  title: string
  text: string
  parts?: string[]
  regime?: Regime
  channel?: Channel
  topic: string
  requester: RequesterDetails
}

export type Decision = {
  outcome: PartOutcome
  answer: string
  link?: { url: string; title: string }
  advice?: string
  grounds?: Ground[]
}

/** The value of an outcome that the worked examples count on; a refusal abandons the whole seeding. */
export function must<T>(outcome: Outcome<T>, doing: string): T {
  if (outcome.ok) return outcome.value
  const why = outcome.fields?.map(({ field, message }) => `${field}: ${message}`).join('; ') ?? outcome.detail
  throw new ProblemError(
    'fault',
    `The worked examples could not be made: ${doing}: ${why ?? outcome.problem}.`,
  )
}

const held: Partial<Record<PartOutcome, 'yes' | 'part' | 'no'>> = {
  'not-held': 'no',
  'partly-provided': 'yes',
}

/** Writes the story of one case into a timeline: every step is the real command, on the day it happened. */
export class CaseScript {
  readonly #timeline: Timeline
  readonly #office: Office
  readonly #officer: Staff
  /** What must not overtake itself: the case, and its review after it */
  readonly #lane: object
  #caseId = ''
  #version = 1
  #title = ''

  constructor(timeline: Timeline, office: Office, officer: Staff = office.officer, lane: object = {}) {
    this.#timeline = timeline
    this.#lane = lane
    this.#office = office
    this.#officer = officer
  }

  #do(
    when: When,
    name: string,
    work: (services: CaseServices, at: { caseId: string; version: number }) => Promise<Outcome<unknown>>,
  ): this {
    this.#timeline.add(this.#lane, when, async (services) => {
      must(await work(services, { caseId: this.#caseId, version: this.#version }), `${name} “${this.#title}”`)
      this.#version += 1
    })
    return this
  }

  open(when: When, request: Request): this {
    this.#title = request.title
    const { authority } = this.#office
    this.#timeline.add(
      this.#lane,
      when,
      async (services) => {
        const channel = request.channel ?? 'web'
        const opened = await openCase(
          services,
          channel === 'web' ? { kind: 'requester', id: null } : { kind: 'staff', id: this.#officer.id },
          {
            authority,
            regime: request.regime ?? 'foia',
            channel,
            title: request.title,
            requestText: request.text,
            ...(request.parts ? { parts: request.parts } : {}),
            requester: request.requester,
            replyBy: request.requester.email === null ? 'post' : 'email',
          },
        )
        this.#caseId = must(opened, `open “${request.title}”`).caseId
      },
      authority.slug,
    )
    return this
  }

  start(when: When, topic: string): this {
    const officer = this.#officer
    this.#do(when, 'start', (services, at) => startCase(services, officer, at))
    return this.#do(when, 'describe', (services, at) => editDetails(services, officer, { ...at, topic }))
  }

  flag(when: When, riskFlags: string[]): this {
    return this.#do(when, 'flag', (services, at) =>
      editDetails(services, this.#officer, { ...at, riskFlags }),
    )
  }

  ask(when: When, question: string): this {
    const officer = this.#officer
    return this.#do(when, 'clarify', (services, at) =>
      askClarification(services, officer, { ...at, questions: [question] }),
    )
  }

  charge(when: When, amountPence: number, how: string): this {
    const officer = this.#officer
    return this.#do(when, 'charge', (services, at) =>
      giveFeesNotice(services, officer, { ...at, amountPence, how }),
    )
  }

  extend(when: When, reason: string, exemptionIds: string[]): this {
    const officer = this.#officer
    return this.#do(when, 'extend', (services, at) =>
      extendTime(services, officer, { ...at, reason, exemptionIds }),
    )
  }

  /** Asks a team; `answer` is what its contact says and sends, and when. */
  task(
    when: When,
    team: string,
    title: string,
    answer?: { when: When; response: string; uploads?: Upload[] },
  ): this {
    const found = this.#office.teams[team]
    if (found === undefined) throw new Error(`no demonstration team ${team}`)
    const officer = this.#officer
    let taskId = ''
    this.#do(when, 'ask a team for', async (services, at) => {
      const added = await addTask(services, officer, {
        ...at,
        partId: null,
        teamId: found.id,
        title,
        instructions: 'Send what you hold, as it is. We decide together what is released.',
      })
      if (added.ok) taskId = added.value.taskId
      return added
    })
    if (answer)
      this.#timeline.add(this.#lane, answer.when, async (services) => {
        const { response, uploads = [] } = answer
        must(await answerTask(services, found.contact, { taskId, status: 'done', response, uploads }), title)
      })
    return this
  }

  /** Attaches a text file that goes out with the answer to a part. */
  attach(when: When, part: number, name: string, declaredType: string, content: string): this {
    const officer = this.#officer
    let documentId = ''
    this.#do(when, 'attach to', async (services, at) => {
      const upload = { name, declaredType, bytes: new TextEncoder().encode(content) }
      const added = await addDocument(services, officer, { ...at, upload })
      if (added.ok) documentId = added.value.documentId
      return added
    })
    return this.#do(when, 'release for', async (services, at) => {
      const partId = await this.#partId(services, part)
      return setDocumentRelease(services, officer, { ...at, documentId, state: 'for-release', partId })
    })
  }

  async #partId(services: CaseServices, number: number): Promise<string> {
    const part = await services.database.reader
      .selectFrom('case_part')
      .select('id')
      .where('case_id', '=', this.#caseId)
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
    return part.id
  }

  estimate(when: When, activities: { activity: string; hours: number; note: string }[]): this {
    const officer = this.#officer
    return this.#do(when, 'estimate', (services, at) =>
      estimateCaseCost(services, officer, { ...at, activities }),
    )
  }

  decide(when: When, decisions: Decision[]): this {
    const officer = this.#officer
    decisions.forEach((decision, index) =>
      this.#do(when, `decide part ${index + 1} of`, async (services, at) => {
        const partId = await this.#partId(services, index + 1)
        return decidePart(services, officer, {
          ...at,
          partId,
          held: held[decision.outcome] ?? 'yes',
          outcome: decision.outcome,
          answer: decision.answer,
          linkUrl: decision.link?.url ?? null,
          linkTitle: decision.link?.title ?? null,
          advice: decision.advice ?? '',
          grounds: decision.grounds ?? [],
        })
      }),
    )
    return this
  }

  reviewOutcome(when: When, outcome: ReviewOutcome, findings: string, remedy = ''): this {
    const officer = this.#officer
    return this.#do(when, 'decide the review', (services, at) =>
      decideReviewOutcome(services, officer, { ...at, outcome, findings, remedy }),
    )
  }

  submit(when: When): this {
    return this.#do(when, 'submit', (services, at) => submitLetter(services, this.#officer, at))
  }

  approve(when: When, comment = ''): this {
    const { approver } = this.#office
    return this.#do(when, 'approve', (services, at) =>
      decideApproval(services, approver, { ...at, decision: 'approved', comment }),
    )
  }

  askChanges(when: When, comment: string): this {
    const { approver } = this.#office
    return this.#do(when, 'ask for changes to', (services, at) =>
      decideApproval(services, approver, { ...at, decision: 'changes-asked', comment }),
    )
  }

  send(when: When): this {
    return this.#do(when, 'send', (services, at) => sendResponse(services, this.#officer, at))
  }

  publish(when: When, summary?: string): this {
    const { publisher, authority } = this.#office
    this.#timeline.add(this.#lane, when, async (services) => {
      const answer = await readCaseAnswer(services.database.reader, authority.id, this.#caseId)
      if (answer === null) throw new Error(`${this.#title} has no answer to publish`)
      const entry = prepareEntry(answer, [authority.name, authority.shortName])
      must(
        await publishEntry(services, publisher, {
          caseId: this.#caseId,
          title: entry.title,
          summary: summary ?? entry.summary,
          topic: entry.topic,
          parts: entry.parts,
        }),
        `publish “${this.#title}”`,
      )
    })
    return this
  }

  withdraw(when: When, reason: string): this {
    return this.#do(when, 'withdraw', (services, at) =>
      withdrawCase(services, this.#officer, { ...at, reason }),
    )
  }

  close(when: When, reason: string): this {
    return this.#do(when, 'close', (services, at) => closeCase(services, this.#officer, { ...at, reason }))
  }

  /** The requester is not content. Gives the story of the review, which is for another officer. */
  review(when: When, text: string): CaseScript {
    const review = new CaseScript(this.#timeline, this.#office, this.#office.secondOfficer, this.#lane)
    review.#title = `review of ${this.#title}`
    this.#timeline.add(
      this.#lane,
      when,
      async (services) => {
        const at = { caseId: this.#caseId, version: this.#version, text }
        const opened = await requestReview(services, this.#officer, at)
        review.#caseId = must(opened, review.#title).caseId
        this.#version += 1
      },
      this.#office.authority.slug,
    )
    return review
  }

  /** Started, decided, approved by another and sent, over the days before `sentAgo`. */
  answer(openedAgo: number, sentAgo: number, topic: string, decisions: Decision[]): this {
    return this.start({ ago: openedAgo - 1, time: '10:05' }, topic)
      .decide({ ago: sentAgo + 2, time: '14:20' }, decisions)
      .submit({ ago: sentAgo + 2, time: '15:10' })
      .approve({ ago: sentAgo + 1, time: '11:30' })
      .send({ ago: sentAgo, time: '09:45' })
  }
}
