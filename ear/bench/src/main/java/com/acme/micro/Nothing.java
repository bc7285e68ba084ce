package com.acme.micro;

import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
public class Nothing {
    /** A type of the application's own. */
    public record Order(String customer, int pieces, double price) {}

    public void plain() {
        // Only the way to here is measured.
    }

    public void withArguments(String name, long number, Order order) {
        // Only the way to here is measured.
    }

    public static void ofClass() {
        // Only the way to here is measured.
    }
}
