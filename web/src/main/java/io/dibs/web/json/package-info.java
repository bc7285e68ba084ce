/** What the API answers, as records: their components are the JSON's fields, in snake_case and in this order. */
package io.dibs.web.json;
