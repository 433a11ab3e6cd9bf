// Shows the document of the server that this page comes from, and asks nobody else.
SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#viewer',
  deepLinking: true,
  tryItOutEnabled: true,
  validatorUrl: 'none',
});
