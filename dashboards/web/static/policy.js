// Sliders over what may pass: each place is a row of the table beside it.
const classes = [...document.querySelectorAll(".policy-class")];
const whole = new Intl.NumberFormat(document.documentElement.lang);
const share = new Intl.NumberFormat(document.documentElement.lang, { style: "percent", maximumFractionDigits: 1 });

function row(each) {
  return each.querySelectorAll("[data-step]")[Number(each.querySelector("input").value)];
}

function total(name, text) {
  document.querySelector(`[data-total="${name}"]`).textContent = text;
}

function show() {
  let fields = 0;
  let check = 0;
  let errors = 0;
  let most = 0;
  for (const each of classes) {
    const step = row(each).dataset;
    for (const other of each.querySelectorAll("[data-step]")) other.classList.toggle("shown", other === row(each));
    each.querySelector(".here").setAttribute("cx", step.x);
    each.querySelector(".here").setAttribute("cy", step.y);
    const cells = [...row(each).cells].map((cell) => cell.textContent);
    const heads = [...each.querySelectorAll("thead th")].map((cell) => cell.textContent);
    const said = Number(step.passed) ? [cells[0], ...cells.slice(1).map((cell, place) => `${heads[place + 1]} ${cell}`)] : [cells[0]];
    each.querySelector("[data-said]").textContent = said.join(" · ");
    each.querySelector("input").setAttribute("aria-valuetext", said.join(", "));
    fields += Number(each.dataset.fields);
    check += Number(step.check);
    errors += Number(step.errors);
    most += Number(step.passed) * Number(step.bound);
  }
  total("check", whole.format(check));
  total("share", share.format(check / fields));
  total("errors", whole.format(errors));
  total("most", whole.format(Math.ceil(most)));
}

for (const each of classes) {
  const input = each.querySelector("input");
  input.value = input.dataset.certified;
  input.addEventListener("input", show);
}
show();
