// Asks for the password on the page that asked for the e-mail, as JumpCloud's own does. Without script the form is sent, and
// the server asks for it on a page of its own.
(function () {
  var form = document.forms[0];
  var email = form.elements.email;
  form.addEventListener("submit", function (event) {
    var name = email.value.trim();
    // The server says what is missing; and a form that has both is sent.
    if (!name || form.elements.password) return;
    event.preventDefault();
    form.action = "/userconsole/login/password";
    var problems = document.getElementById("error");
    if (problems) problems.remove();
    var shown = document.querySelector("p.sub");
    shown.id = "login-email";
    shown.textContent = name;
    var field = document.createElement("input");
    field.type = "password";
    field.id = field.name = "password";
    field.autocomplete = "current-password";
    var label = document.createElement("label");
    label.htmlFor = "password";
    label.textContent = "Password";
    email.parentNode.replaceChildren(label, field);
    email.type = "hidden";
    email.removeAttribute("id");
    email.value = name;
    form.append(email);
    var button = document.getElementById("continue");
    button.id = "login";
    button.textContent = "Login";
    field.focus();
  });
})();
