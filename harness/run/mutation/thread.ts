import { parentPort } from "node:worker_threads";
import { monitors } from "../../monitors/index.js";
import { probe } from "../probe/index.js";
import { suiteCases } from "../suites.js";
import { playerOf } from "./play.js";
import type { Answer, Order } from "./threads.js";

// Entry of a thread that plays servers for the matrix.

const controller = new AbortController();
const player = suiteCases().then((cases) => playerOf({ cases, monitors, probe }, controller.signal));

parentPort?.on("message", async (order: Order) => {
  if (order === "stop") {
    controller.abort();
    return;
  }
  const { number, play } = order;
  const answer: Answer = await player
    .then((played) => played(play))
    .then(
      (played) => ({ number, played }),
      (error: unknown) => ({ number, error }),
    );
  parentPort?.postMessage(answer);
});
