/**
 * Between the British National Grid and WGS84, by the formulae and constants of Ordnance Survey's “A Guide to Coordinate
 * Systems in Great Britain” (annexes B and C; section 6.6 for the seven parameters): right to about 5 metres, which is
 * what a Helmert transformation can do. Good enough to draw with, not to survey with.
 */
export type GridPoint = { easting: number; northing: number }
export type LatLong = { latitude: number; longitude: number }

type Ellipsoid = { a: number; b: number }
const airy: Ellipsoid = { a: 6_377_563.396, b: 6_356_256.909 }
const grs80: Ellipsoid = { a: 6_378_137, b: 6_356_752.3141 }

const radian = Math.PI / 180
const scale = 0.9996012717
const origin = { latitude: 49 * radian, longitude: -2 * radian, easting: 400_000, northing: -100_000 }

/** WGS84 to OSGB36: metres, parts per million, seconds of arc. */
const shift = { x: -446.448, y: 125.157, z: -542.06, ppm: 20.4894, rx: -0.1502, ry: -0.247, rz: -0.8421 }

/** Degrees of WGS84 → metres of the National Grid. */
export function toGrid({ latitude, longitude }: LatLong): GridPoint {
  const moved = helmert(toCartesian(latitude * radian, longitude * radian, grs80), 1)
  return project(fromCartesian(moved, airy))
}

/** Metres of the National Grid → degrees of WGS84. */
export function toLatLong(point: GridPoint): LatLong {
  const { phi, lambda } = unproject(point)
  const found = fromCartesian(helmert(toCartesian(phi, lambda, airy), -1), grs80)
  return { latitude: found.phi / radian, longitude: found.lambda / radian }
}

type Angles = { phi: number; lambda: number }
type Cartesian = [number, number, number]

function toCartesian(phi: number, lambda: number, { a, b }: Ellipsoid): Cartesian {
  const e2 = 1 - (b * b) / (a * a)
  const nu = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2)
  return [
    nu * Math.cos(phi) * Math.cos(lambda),
    nu * Math.cos(phi) * Math.sin(lambda),
    (1 - e2) * nu * Math.sin(phi),
  ]
}

function fromCartesian([x, y, z]: Cartesian, { a, b }: Ellipsoid): Angles {
  const e2 = 1 - (b * b) / (a * a)
  const p = Math.hypot(x, y)
  let phi = Math.atan2(z, p * (1 - e2))
  for (let turn = 0; turn < 10; turn += 1) {
    const nu = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2)
    phi = Math.atan2(z + e2 * nu * Math.sin(phi), p)
  }
  return { phi, lambda: Math.atan2(y, x) }
}

function helmert([x, y, z]: Cartesian, direction: 1 | -1): Cartesian {
  const second = (direction * radian) / 3600
  const s = 1 + (direction * shift.ppm) / 1e6
  const [rx, ry, rz] = [shift.rx * second, shift.ry * second, shift.rz * second]
  return [
    direction * shift.x + s * x - rz * y + ry * z,
    direction * shift.y + rz * x + s * y - rx * z,
    direction * shift.z - ry * x + rx * y + s * z,
  ]
}

/** The length of the meridian from the true origin. */
function meridian(phi: number): number {
  const n = (airy.a - airy.b) / (airy.a + airy.b)
  const difference = phi - origin.latitude
  const sum = phi + origin.latitude
  return (
    airy.b *
    scale *
    ((1 + n + (5 / 4) * n ** 2 + (5 / 4) * n ** 3) * difference -
      (3 * n + 3 * n ** 2 + (21 / 8) * n ** 3) * Math.sin(difference) * Math.cos(sum) +
      ((15 / 8) * n ** 2 + (15 / 8) * n ** 3) * Math.sin(2 * difference) * Math.cos(2 * sum) -
      (35 / 24) * n ** 3 * Math.sin(3 * difference) * Math.cos(3 * sum))
  )
}

function radii(phi: number): { nu: number; rho: number; eta2: number } {
  const e2 = 1 - (airy.b * airy.b) / (airy.a * airy.a)
  const w = 1 - e2 * Math.sin(phi) ** 2
  const nu = (airy.a * scale) / Math.sqrt(w)
  const rho = (airy.a * scale * (1 - e2)) / w ** 1.5
  return { nu, rho, eta2: nu / rho - 1 }
}

function project({ phi, lambda }: Angles): GridPoint {
  const { nu, rho, eta2 } = radii(phi)
  const [sin, cos, t2] = [Math.sin(phi), Math.cos(phi), Math.tan(phi) ** 2]
  const one = meridian(phi) + origin.northing
  const two = (nu / 2) * sin * cos
  const three = (nu / 24) * sin * cos ** 3 * (5 - t2 + 9 * eta2)
  const threeA = (nu / 720) * sin * cos ** 5 * (61 - 58 * t2 + t2 ** 2)
  const four = nu * cos
  const five = (nu / 6) * cos ** 3 * (nu / rho - t2)
  const six = (nu / 120) * cos ** 5 * (5 - 18 * t2 + t2 ** 2 + 14 * eta2 - 58 * t2 * eta2)
  const d = lambda - origin.longitude
  return {
    easting: origin.easting + four * d + five * d ** 3 + six * d ** 5,
    northing: one + two * d ** 2 + three * d ** 4 + threeA * d ** 6,
  }
}

function unproject({ easting, northing }: GridPoint): Angles {
  let phi = origin.latitude
  for (let turn = 0; turn < 20; turn += 1) {
    const left = northing - origin.northing - meridian(phi)
    phi += left / (airy.a * scale)
    if (Math.abs(left) < 0.00001) break
  }
  const { nu, rho, eta2 } = radii(phi)
  const [cos, t] = [Math.cos(phi), Math.tan(phi)]
  const t2 = t * t
  const seven = t / (2 * rho * nu)
  const eight = (t / (24 * rho * nu ** 3)) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
  const nine = (t / (720 * rho * nu ** 5)) * (61 + 90 * t2 + 45 * t2 ** 2)
  const ten = 1 / (cos * nu)
  const eleven = (1 / (6 * cos * nu ** 3)) * (nu / rho + 2 * t2)
  const twelve = (1 / (120 * cos * nu ** 5)) * (5 + 28 * t2 + 24 * t2 ** 2)
  const twelveA = (1 / (5040 * cos * nu ** 7)) * (61 + 662 * t2 + 1320 * t2 ** 2 + 720 * t2 ** 3)
  const d = easting - origin.easting
  return {
    phi: phi - seven * d ** 2 + eight * d ** 4 - nine * d ** 6,
    lambda: origin.longitude + ten * d - eleven * d ** 3 + twelve * d ** 5 - twelveA * d ** 7,
  }
}
