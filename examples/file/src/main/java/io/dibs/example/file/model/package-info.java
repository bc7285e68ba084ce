/** What the database keeps. */
package io.dibs.example.file.model;
