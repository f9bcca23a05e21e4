/**
 * The standard words of every letter, neutral between authorities. `{name}` marks a place to fill.
 * Keys ending in `.foia`, `.eir`, `.ropsi` or `.uk-gdpr` exist once for each regime that needs its own words.
 */
export const english = {
  'instrument.foia': 'the Act',
  'instrument.eir': 'the Regulations',
  'instrument.ropsi': 'the Regulations',
  'instrument.uk-gdpr': 'data protection law',
  'instrument.other': 'the {act}',

  'title.response': 'Response to request {reference}',
  'title.acknowledgement': 'Acknowledgement of request {reference}',
  'title.clarification': 'Request {reference}: we need more detail',
  'title.fees-notice': 'Fees notice for request {reference}',
  'title.extension': 'Request {reference}: we need more time',
  'title.review-outcome': 'Outcome of our internal review of request {reference}',
  'title.withdrawal': 'Request {reference}: withdrawn',
  'title.closing': 'Request {reference}: closed',
  'title.transfer': 'Request {reference}: another organisation',

  'label.reference': 'Our reference',
  'label.date': 'Date',
  'label.email': 'Email',
  'label.phone': 'Telephone',
  'label.website': 'Website',
  'label.post': 'Post',
  subject: '{act}: {subject}',
  page: 'Page {page} of {pages}',

  'salutation.named': 'Dear {name}',
  'salutation.unknown': 'Dear Sir or Madam',
  'closing.named': 'Yours sincerely',
  'closing.unknown': 'Yours faithfully',

  'opening.response':
    'Thank you for your request for information, which we received on {received}. We have dealt with it under the {act} ({instrument}).',
  'opening.acknowledgement':
    'We received your request for information on {received}. We are dealing with it under the {act} ({instrument}).',
  'opening.other':
    'We are writing about the request for information that we received from you on {received}. We are dealing with it under the {act} ({instrument}).',
  'opening.review-outcome':
    'On {requestedOn} you asked us to look again at our answer to the request we received on {received}, which we dealt with under the {act} ({instrument}).',
  'opening.one-part': 'Your request is set out below in your own words, with our answer.',
  'opening.parts': 'Each part of your request is set out below in your own words, with our answer after it.',

  'request.heading': 'Your request',
  'part.heading': 'Part {number}',
  'part.asked': 'You asked',
  'part.answer': 'Our answer',
  'part.documents': 'We have sent these documents with this letter:',
  'part.help': 'How we can help',

  'outcome.provided': 'We hold this information and are giving it to you.',
  'outcome.partly-provided':
    'We hold this information. We are giving you some of it and withholding the rest, for the reasons below.',
  'outcome.not-held': 'We do not hold this information.',
  'outcome.not-held.eir':
    'We do not hold this information, and did not hold it when your request arrived. We therefore refuse this part under {provision} of {instrument} (information not held).',
  'outcome.not-held.public-interest':
    'This exception is subject to a public interest test. As there is no information that could be disclosed, nothing can be weighed in favour of disclosure, and the public interest lies in maintaining the exception.',
  'outcome.available.foia':
    'We hold this information. It is already reasonably accessible to you, so it is exempt under {provision} of {instrument} and we do not have to send it to you again.',
  'outcome.available.eir':
    'We hold this information. It is already public and easily accessible to you in another form, so {provision} of {instrument} means we do not have to send it to you again.',
  'outcome.available.other': 'We hold this information. It is already available to you.',
  'outcome.available.where': 'You can find it here:',
  'outcome.refused': 'We hold this information but are withholding it, for the reasons below.',
  'outcome.refused.reuse': 'We refuse this part of your request, for the reasons below.',
  'outcome.neither': 'We neither confirm nor deny that we hold this information, for the reasons below.',
  'outcome.over-cost':
    'We refuse this part under {provision} of {instrument}. We estimate that answering it would cost more than the appropriate limit.',
  'outcome.over-cost.confirm':
    'We refuse this part under {provision} of {instrument}. We estimate that finding out whether we hold the information would, on its own, cost more than the appropriate limit.',
  'outcome.vexatious':
    'We refuse this part under {provision} of {instrument}, because we have decided that the request is vexatious.',
  'outcome.repeated':
    'We refuse this part under {provision} of {instrument}. We have already answered an identical or substantially similar request from you, and a reasonable interval has not passed.',
  'outcome.withdrawn': 'You withdrew this part of your request, so we have not answered it.',
  'outcome.clarification':
    'We need more detail from you before we can find this information. The time limit for this part starts again, in full, on the day we receive your reply ({provision} of {instrument}).',

  'cost.caption': 'Our estimate',
  'cost.work': 'Work',
  'cost.hours': 'Hours',
  'cost.total': 'Total',
  'cost.sum': 'At {rate} an hour this comes to {total}. The appropriate limit is {limit}.',

  'ground.heading': 'Why we are withholding information: {provision}',
  'ground.heading.reuse': 'Why we refuse: {provision}',
  'ground.heading.neither': 'Why we neither confirm nor deny: {provision}',
  'ground.relied.foia': 'The information is exempt under {provision} of {instrument} ({plain}).',
  'ground.relied.eir':
    'The information is excepted from disclosure under {provision} of {instrument} ({plain}).',
  'ground.relied.other': 'We rely on {provision} of {instrument} ({plain}).',
  'ground.relied.neither':
    'Under {provision} of {instrument} ({plain}), we do not have to say whether we hold the information. This should not be taken to mean that we do, or that we do not.',
  'ground.reason-exempt':
    'We cannot explain further without disclosing information that is itself exempt. Section 17(4) of the Act does not require us to.',
  'ground.qualified-person':
    'This is the reasonable opinion of our qualified person, the {role}, given on {givenOn}.',
  'ground.unfinished':
    'The material is being prepared by {preparedBy}. We expect it to be finished by {finishedBy}.',

  'ground.rights-owner': 'As far as we know, the rights belong to {owner}.',
  'ground.rights-owner.unknown': 'We do not know who owns the rights.',

  'interest.test.foia':
    'This exemption applies only where, in all the circumstances, the public interest in maintaining it outweighs the public interest in disclosure. We considered the following.',
  'interest.test.eir':
    'This exception applies only where, in all the circumstances, the public interest in maintaining it outweighs the public interest in disclosure. The Regulations presume disclosure. We considered the following.',
  'interest.test.neither':
    'This applies only where, in all the circumstances, the public interest in neither confirming nor denying outweighs the public interest in saying whether we hold the information. We considered the following.',
  'interest.for': 'In favour of disclosure',
  'interest.for.neither': 'In favour of saying whether we hold it',
  'interest.against.foia': 'In favour of maintaining the exemption',
  'interest.against.eir': 'In favour of maintaining the exception',
  'interest.against.neither': 'In favour of neither confirming nor denying',
  'interest.decided.foia':
    'On balance, we find that the public interest in maintaining the exemption outweighs the public interest in disclosure.',
  'interest.decided.eir':
    'On balance, we find that the public interest in maintaining the exception outweighs the public interest in disclosure.',
  'interest.decided.neither':
    'On balance, we find that the public interest in neither confirming nor denying outweighs the public interest in saying whether we hold the information.',
  'interest.pending':
    'This exemption is subject to a public interest test, on which we have not yet reached a decision. We expect to decide by {date}.',

  'reuse.heading': 'Using this information',
  'reuse.on-request':
    'You may use what we have sent you for your own study, for non-commercial research and to report the news. To publish or re-use it in any other way, please ask us first: we will consider it under the Re-use of Public Sector Information Regulations 2015. Some of it may belong to other people, whose permission you would need.',
  'reuse.open-government-licence':
    'Unless we say otherwise, you may re-use what we have sent you under the Open Government Licence v3.0 (https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/) and the Re-use of Public Sector Information Regulations 2015. The licence does not cover personal data, logos, or material that belongs to other people.',
  'published.scheme':
    'We publish much of our information, arranged by subject, in our publication scheme: {url}',
  'published.log':
    'We publish answers to requests, without the name of the person who asked, in our disclosure log: {url}',

  'rights.heading': 'If you are unhappy with our answer',
  'rights.heading.handling': 'If you are unhappy with how we have dealt with your request',
  'rights.review.foia':
    'You can ask us for an internal review. Tell us what you are unhappy with, quoting {reference}, by {lastDay}. Somebody who was not involved in the answer will look at it afresh.',
  'rights.review.eir':
    'Regulation 11 of the Regulations gives you the right to ask us to reconsider. Write to us, quoting {reference}, by {lastDay} and say what you think we got wrong. The review is free, and somebody who was not involved in the answer will carry it out.',
  'rights.review.ropsi':
    'You can complain to us under regulation 17 of the Regulations. Write to us, quoting {reference}, by {lastDay} and say what you are unhappy with. We will give you our decision in writing, with reasons.',
  'rights.review.uk-gdpr':
    'You have the right to complain to us. Write to us, quoting {reference}, and say what you are unhappy with. We will look into it and tell you the outcome.',
  'rights.regulator.foia':
    'If you are still unhappy after our review, section 50 of the Act gives you the right to ask the {regulator} to decide whether we have dealt with your request as the Act requires. The regulator will normally expect you to have had our review first.',
  'rights.regulator.eir':
    'If you are still unhappy after our review, section 50 of the Freedom of Information Act 2000, applied by regulation 18 of the Regulations, gives you the right to ask the {regulator} to decide whether we have dealt with your request as the Regulations require. That decision can be appealed to the First-tier Tribunal.',
  'rights.regulator.ropsi':
    'If you are still unhappy after our decision, regulation 18 of the Regulations gives you the right to complain to the {regulator}.',
  'rights.regulator.uk-gdpr':
    'You also have the right to complain to the {regulator}, and to ask a court to enforce your rights.',

  'acknowledgement.due': 'We will answer as soon as we can, and no later than {due}.',
  'acknowledgement.contact': 'If you need to write to us about it, please quote {reference}.',

  'clarification.ask':
    'We cannot yet identify and find the information you want. Please help us by answering the following.',
  'clarification.effect.foia':
    'We do not have to answer until we have the detail we reasonably need (section 1(3) of the Act). The time limit for our answer starts again, in full, on the day we receive your reply.',
  'clarification.effect.eir':
    'We ask this under regulation 9 of the Regulations, because the request is too general for us to answer as it stands. The time limit for our answer starts again, in full, on the day we receive your reply.',
  'clarification.effect.ropsi': 'We will deal with your request as soon as we have your reply.',
  'clarification.effect.uk-gdpr':
    'The time until we receive your reply does not count towards the time limit for our answer.',
  'clarification.close':
    'If we have not heard from you by {closeOn} we will close the request. You may ask again at any time.',

  'fee.amount.foia':
    'Under section 9 of the Act, a fee of {amount} is payable before we answer your request.',
  'fee.amount.eir':
    'Under regulation 8 of the Regulations, a charge of {amount} is payable before we answer your request.',
  'fee.amount.other': 'A fee of {amount} is payable before we answer your request.',
  'fee.caption': 'How the fee is made up',
  'fee.item': 'Item',
  'fee.cost': 'Cost',
  'fee.pay': 'Please pay by {payBy}. If we have not received the fee by then, we do not have to answer.',
  'fee.how': 'How to pay',
  'fee.clock':
    'The days from this notice to the day we receive the fee do not count towards the time limit for our answer.',

  'extension.foia':
    'We need more time to decide where the public interest lies. We expect to reach a decision and write to you by {newDueOn} (sections 10(3) and 17(2) of the Act).',
  'extension.eir':
    'We are extending the time for our answer under regulation 7 of the Regulations, because the complexity and the volume of the information make it impracticable to answer sooner. We will answer by {newDueOn}.',
  'extension.ropsi':
    'We have not yet reached a decision on your request, and are extending the time for our answer under regulation 8 of the Regulations. We expect to decide by {newDueOn}.',
  'extension.uk-gdpr':
    'We are extending the time for our answer, because of the complexity or the number of your requests. We will answer by {newDueOn}.',
  'extension.reason': 'Our reasons',
  'extension.considering': 'The exemption we are considering: {provision}',

  'review.outcome.upheld': 'We have upheld your complaint: our answer should have been different.',
  'review.outcome.partly-upheld': 'We have upheld your complaint in part.',
  'review.outcome.not-upheld': 'We have not upheld your complaint: our answer stands.',
  'review.findings': 'What we found',
  'review.remedy': 'What we will do',
  'review.remedy-by': 'We will do this by {remedyBy}.',
  'review.answers': 'Our revised answer',

  'withdrawal.done':
    'On {withdrawnOn} you told us that you withdraw it. We have closed it and will do nothing more.',
  'withdrawal.again': 'You may make the same request, or another, at any time.',
  'closing.done': 'We have closed the request. The reason is this:',
  'closing.again':
    'You may ask again at any time. If you send what was missing, we will take the request up from there.',
  'transfer.holder': 'We believe that the information you want is held by {body}.',
  'transfer.sent':
    'With your agreement, we have passed your request to them. The time limit for their answer starts on the day they receive it.',
  'transfer.ask': 'You can ask them directly:',
} as const

export type WordingKey = keyof typeof english
