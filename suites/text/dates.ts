import fc from "fast-check";

/** When an SMS was sent: milliseconds before it is added, or a date as it is written ([MS-ASDTYPE] 2.3). */
export type DrawnDate = number | string;

const dayMs = 86_400_000;

/** What calendars, time zones and clocks of 32 bits are known to spoil. All are past, and every filter of these cases is 0. */
const dates = [
  ...["2024-02-29T23:59:59.999Z", "2020-02-29T00:00:00.000Z", "2000-02-29T12:00:00.000Z"],
  ...["2023-12-31T23:59:59.999Z", "2024-01-01T00:00:00.000Z", "1999-12-31T23:59:59.500Z", "2000-01-01T00:00:00.000Z"],
  // Hours that some zones skip, and some have twice.
  ...["2024-03-31T01:30:00.000Z", "2024-03-10T02:30:00.000Z", "2024-10-27T00:30:00.000Z", "2024-11-03T06:30:00.000Z"],
  ...["1970-01-01T00:00:00.000Z", "1992-12-03T12:00:00.001Z", "2001-09-09T01:46:40.000Z"],
  ...["2024-05-06T07:08:09Z", "2024-05-06T07:08:09.001Z", "2024-05-06T07:08:09.999Z"],
];

export const anyDate: fc.Arbitrary<DrawnDate> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom<DrawnDate>(0, 1, 999, 60_000) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 40 * dayMs }) },
  { weight: 3, arbitrary: fc.constantFrom<DrawnDate>(...dates) },
);

/** @param now milliseconds since 1970 */
export function writtenDate(date: DrawnDate, now: number): string {
  return typeof date === "string" ? date : new Date(now - date).toISOString();
}
