package dev.ingot.processor;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/// Whatever a user's pattern matches.
record PatternDetector(Pattern pattern) implements Detector {
    @Override
    public void find(String text, Findings findings) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                findings.add(matcher.start(), matcher.end());
            }
        }
    }
}
