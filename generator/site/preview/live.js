// 预览：记录一改动，打开着的页面就换成新的；记录有错误时说明错在哪里。
"use strict";
{
  const mine = Number(document.currentScript.dataset.number);

  const element = (name, text, ...inside) => {
    const made = document.createElement(name);
    made.append(...(text ? [text] : []), ...inside);
    return made;
  };

  const remove = () => document.getElementById("preview-news")?.remove();

  const show = (title, ...inside) => {
    remove();
    const panel = element("section", "", element("h2", title), ...inside);
    panel.id = "preview-news";
    panel.setAttribute("role", "alert");
    document.body.prepend(panel);
  };

  const fault = ({ place, message, fix }) =>
    element("li", "", element("code", place), element("p", message), ...(fix ? [element("p", `改法：${fix}`)] : []));

  const news = new EventSource("/_preview/events");
  news.onmessage = (event) => {
    const { number, faults } = JSON.parse(event.data);
    if (faults.length) {
      show(`记录有 ${faults.length} 处错误，本页仍是改动以前的样子`, element("ol", "", ...faults.map(fault)));
    } else if (number !== mine) {
      news.close();
      location.reload();
    } else {
      remove();
    }
  };
  news.onerror = () => show("预览已停止，本页不再随记录更新", element("p", "重新运行 registry serve 后会自动接上。"));
}
