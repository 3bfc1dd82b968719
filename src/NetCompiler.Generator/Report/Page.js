// What belongs together is lit together: the same name in table, graph, chart and steps.
(function () {
  var lit = [];
  function light(name) {
    lit.forEach(function (element) { element.classList.remove("lit"); });
    lit = name === null ? [] : Array.from(document.querySelectorAll("[data-name]")).filter(function (element) {
      return element.getAttribute("data-name") === name;
    });
    lit.forEach(function (element) { element.classList.add("lit"); });
  }
  document.addEventListener("mouseover", function (event) {
    var element = event.target.closest("[data-name]");
    light(element === null ? null : element.getAttribute("data-name"));
  });
})();
