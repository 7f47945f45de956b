// 每一页都有的动作: brings the page to the reader's own day, and the box to life. Without it every page still reads.
import "./box.js";
import { brought, published, stamped, today, warned } from "./clock.js";

brought(document, today());
warned(document, today());
if (document.querySelector("time[data-site]:empty")) {
  published().then((site) => {
    if (!site.as_of) return;
    stamped(document, site);
    // A clock that runs behind the data does not turn them back.
    const day = today() > site.as_of ? today() : site.as_of;
    brought(document, day);
    warned(document, day);
  });
}
if (document.querySelector(".reg-platform")) import("./platform.js");
// What can be scrolled can be reached by the keyboard.
for (const code of document.querySelectorAll("pre > code")) code.tabIndex = 0;
