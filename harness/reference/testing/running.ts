import type { ReferenceOptions, ReferenceServer } from "../index.js";
import { startReferenceServer } from "../index.js";

/** Noon of 1 March 2026. */
export const noon = Date.UTC(2026, 2, 1, 12);

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** A server with a clock that stands still, and intervals that take no time worth waiting for. */
export async function withServer<T>(
  options: ReferenceOptions,
  work: (server: ReferenceServer) => Promise<T>,
): Promise<T> {
  const server = await startReferenceServer({
    now: () => noon,
    heartbeatSecondMs: 2,
    minimumHeartbeat: 60,
    ...options,
  });
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}
