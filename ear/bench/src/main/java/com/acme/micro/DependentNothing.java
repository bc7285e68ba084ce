package com.acme.micro;

import jakarta.enterprise.context.Dependent;

@Dependent
public class DependentNothing {
    public void plain() {
        // Only the way to here is measured.
    }
}
