package com.acme;

public enum Shipping {
    STANDARD,
    EXPRESS
}
