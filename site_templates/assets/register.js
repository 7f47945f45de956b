// 每一页都有的动作: brings the page to the reader's own day. Without it every page still reads.
import { brought, today } from "./clock.js";

brought(document, today());
