// A field of the form: what stands in it, whatever sort of input it has.

/** The field of a list entry. */
export function rowOf(element) {
  const inputs = [...element.querySelectorAll("input")];
  const kind = inputs.length === 1 && inputs[0].type === "text" ? text : marks;
  const marked = Object.fromEntries(
    [...document.getElementById("marks").content.children].map((each) => [each.dataset.outcome, each.textContent]),
  );
  const row = {
    element,
    field: element.dataset.field,
    page: element.dataset.page,
    box: element.dataset.box.split(" ").map(Number),
    label: element.querySelector("label, legend").textContent.trim(),
    outcome: element.dataset.outcome,
    composing: false,
    says: () => element.querySelector(".says").textContent,
    entry: () => ({ text: row.text(), outcome: row.outcome }),
    say(problem) {
      element.querySelector(".says").textContent = problem;
    },
    mark(outcome) {
      row.outcome = outcome;
      element.dataset.outcome = outcome;
      element.querySelector(".mark").textContent = marked[outcome] ?? "";
      for (const button of element.querySelectorAll(".outcomes button")) {
        button.setAttribute("aria-pressed", String(button.dataset.outcome === outcome));
      }
    },
    ...kind(inputs, element),
  };
  row.mark(row.outcome);
  row.known = JSON.stringify(row.entry());
  return row;
}

function text([input], element) {
  return {
    marks: false,
    text: () => input.value,
    set: (value) => (input.value = value),
    focus() {
      input.focus();
      input.select();
    },
    pick: (place) => element.querySelectorAll(".candidates button")[place]?.dataset.text ?? null,
  };
}

function marks(inputs, element) {
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const one = element.dataset.type === "checkbox";
  return {
    marks: true,
    text: () => (one ? (inputs[0].checked ? "1" : "0") : chosen().join("|")),
    set(value) {
      const wanted = value.split("|");
      for (const input of inputs) input.checked = wanted.includes(input.value);
    },
    focus: () => (inputs.find((input) => input.checked) ?? inputs[0]).focus(),
    /** What stands there when the option of a place is chosen, or is chosen no longer. */
    pick(place) {
      if (one) return place === 0 ? (inputs[0].checked ? "0" : "1") : null;
      const option = inputs[place];
      if (!option) return null;
      if (option.checked) return chosen().filter((id) => id !== option.value).join("|");
      const others = option.type === "radio" ? [] : chosen();
      return inputs.map((input) => input.value).filter((id) => id === option.value || others.includes(id)).join("|");
    },
  };
}
