export { headingOf } from "../harness/judging/words/sections.js";
