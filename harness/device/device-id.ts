import { createHash, randomBytes } from "node:crypto";

/**
 * A fresh DeviceId: 32 capital letters and digits, no other characters ([MS-ASHTTP] 2.2.1.1.1).
 * @param seed the same seed gives the same id; without one it is random
 */
export function freshDeviceId(seed?: string): string {
  const bytes = seed === undefined ? randomBytes(14) : createHash("sha256").update(seed).digest().subarray(0, 14);
  return `ASMS${bytes.toString("hex").toUpperCase()}`;
}
