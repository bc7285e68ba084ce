package com.acme;

import jakarta.enterprise.context.ApplicationScoped;

/** One bean for all tasks. */
@ApplicationScoped
public class Greetings {
    public String greet(String name) {
        return spoken(name);
    }

    private String spoken(String name) {
        return "Hello, " + name + "!";
    }
}
