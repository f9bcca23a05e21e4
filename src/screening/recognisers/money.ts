import { isIban, isPaymentCard, isVatNumber } from '../checks.ts'
import type { Recogniser } from '../finding.ts'
import { says } from '../scene.ts'

const bankWords =
  /\bsort\b|\bs\/c\b|sort[- ]?code|account|\bacc\b|a\/c|\bbank\b|\bbacs\b|payee|building society|direct debit|faster payment|refund me|pay me/
const cardWords = /\bcard\b|visa|mastercard|amex|debit|credit/

/** Numbers by which a person is paid or pays. */
export const moneyRecognisers: readonly Recogniser[] = [
  {
    entity: 'IBAN_CODE',
    pattern: /(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{1,4}){3,8}(?!\w)/gi,
    judge([text]) {
      // The words after it may look like its last group: the longest piece that checks out is the number.
      for (let end = text.length; end >= 15; end -= 1)
        if ((end === text.length || /[\s-]/.test(text[end] ?? '')) && isIban(text.slice(0, end)))
          return { score: 0.98, reason: 'country, structure and check digits of an IBAN', to: end }
      return null
    },
  },
  {
    entity: 'CREDIT_CARD',
    pattern: /(?<![\w.-])\d(?:[ -]?\d){11,18}(?![\w-])/g,
    judge: ([text], scene) => {
      if (!isPaymentCard(text)) return null
      if (says(scene, cardWords)) return { score: 0.98, reason: 'issuer, check digit and words about cards' }
      // Ledger references pass one time in ten; people write cards in fours.
      if (/^\d{4}[ -]\d{4}[ -]\d{4}[ -]\d/.test(text))
        return { score: 0.9, reason: 'issuer and check digit, in fours' }
      return scene.alone
        ? { score: 0.7, reason: 'issuer and check digit, nothing else in the cell' }
        : { score: 0.5, reason: 'issuer and check digit' }
    },
  },
  {
    entity: 'UK_VAT',
    pattern:
      /(?<![\w-])(?:GB ?)?(?:\d{3} ?\d{4} ?\d{2}(?: ?\d{3})?|\d{3} \d{3} \d{3}|GD\d{3}|HA\d{3})(?![\w ]*\d)(?![\w-])/g,
    judge([text], scene) {
      if (!text.startsWith('GB'))
        return /\bvat\b/.test(scene.before) && isVatNumber(text)
          ? { score: 0.9, reason: 'check digits of a VAT number, and words that say so' }
          : null
      if (isVatNumber(text)) return { score: 0.95, reason: 'country and check digits of a VAT number' }
      // As HMRC writes them, with check digits there can be: a wrong digit does not make it another thing.
      return /^GB ?\d{3} \d{4} (?:[0-8]\d|9[0-6])$/.test(text)
        ? { score: 0.55, reason: 'written as a VAT number, though its check digits fail' }
        : null
    },
  },
  {
    entity: 'UK_SORT_CODE',
    pattern: /(?<![\w/.-])(?:\d{2}([ -])\d{2}\1\d{2}|\d{6})(?![\w/-]|\.\d)/g,
    judge: ([text], scene) => {
      if (/^\d{6}$/.test(text))
        return /sort[\s-]?code(?: is| no\.?| number)?[\s:.#-]{0,4}$|\bs\/c[\s:.]{0,3}$|\bsort[\s:]{1,3}$/.test(
          scene.before,
        )
          ? { score: 0.95, reason: 'six figures after “sort code”' }
          : null
      if (
        bankWords.test(scene.before) ||
        /\bsc[\s:]{1,3}$/.test(scene.before) ||
        /^[\s,:]*(?:account|a\/c)?[\s\w:.#]{0,12}\d{8}\b/.test(scene.after)
      )
        return { score: 0.95, reason: 'three pairs of figures, beside words or a number of a bank account' }
      return scene.alone && text.includes(' ')
        ? { score: 0.52, reason: 'three pairs of figures, nothing else in the cell' }
        : null
    },
  },
  {
    entity: 'UK_BANK_ACCOUNT',
    pattern: /(?<![\w.,£/-])\d{8}(?![\w/-]|[.,]\d)/g,
    judge: (_, scene) => {
      if (
        /\d{2}[ -]\d{2}[ -]\d{2}[\s,:;/|]*(?:and )?(?:account|a\/c|acc)?[\s\w:.#]{0,12}$/.test(scene.before)
      )
        return { score: 0.95, reason: 'eight figures after a sort code' }
      if (
        /(?:account|a\/c|\bacc(?:oun)?t?)\.?\s*(?:number|no\.?|num|#|is|:)(?: is)?[\s:.#]{0,4}$|\bbank acc(?:oun)?t?\.?\s$|\ba\/c[\s:.#-]{0,4}$/.test(
          scene.before,
        )
      )
        return { score: 0.9, reason: 'eight figures after “account”' }
      return /account\s?$/.test(scene.before) && says(scene, /sort|bank|\bbacs\b|payee/)
        ? { score: 0.85, reason: 'eight figures after “account”, beside words about a bank' }
        : null
    },
  },
]
