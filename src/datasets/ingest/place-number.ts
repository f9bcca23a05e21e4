/** Which of the coordinates used in the United Kingdom a number could be. */
export type PlaceNumber = 'longitude' | 'latitude' | 'metres' | 'elsewhere'

/** Degrees of WGS84 (-9.5 to 2.5 by 49 to 61.5) or metres of the national grid OSGB36 (0 to 700,000 by 0 to 1,300,000). */
export function placeNumber(number: number): PlaceNumber {
  if (number >= -9.5 && number <= 2.5) return 'longitude'
  if (number >= 49 && number <= 61.5) return 'latitude'
  return number >= 1000 && number <= 1_300_000 ? 'metres' : 'elsewhere'
}
