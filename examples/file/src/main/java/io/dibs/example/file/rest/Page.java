package io.dibs.example.file.rest;

import java.util.List;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * A page of a list.
 *
 * @param count how many there are on all pages
 * @param next where the next page is, or null
 * @param previous where the page before is, or null
 * @param results what is on this page
 */
@JsonbPropertyOrder({"count", "next", "previous", "results"})
public record Page<T>(long count, String next, String previous, List<T> results) {}
