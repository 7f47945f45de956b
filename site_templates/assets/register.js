// 每一页都有的动作: brings the page to the reader's own day, and the box to life. Without it every page still reads.
import "./box.js";
import { brought, today } from "./clock.js";

brought(document, today());
