package dev.rheo.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "solver.steps=5, sample.solver.steps=5",
        "sample.solver.steps=5, sample.solver.steps=5",
        "grid=karras, sample.grid=karras",
        "guidance.weight=2, guidance.weight=2"
    })
    void namesOptionsOfTheSectionWithOrWithoutIt(String option, String override) {
        assertThat(SamplingOptions.override(option)).contains(override);
        assertThat(SamplingOptions.ofEvaluation(option)).contains(override);
    }

    @ParameterizedTest
    @CsvSource({
        "count=10, sample.count=10",
        "ema=false, sample.ema=false",
        "evaluate=mmd, evaluate=mmd",
        "evaluate.0.samples=10, evaluate.0.samples=10"
    })
    void anEvaluationHasMoreOfThem(String option, String override) {
        assertThat(SamplingOptions.ofEvaluation(option)).contains(override);
        assertThat(SamplingOptions.override(option)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.steps=5", "solver.steps", "solver", "network=mlp", "evaluate", "=", ""})
    void nothingElseCanBeGivenAnew(String option) {
        assertThat(SamplingOptions.ofEvaluation(option)).isEmpty();
    }

    @Test
    void aPrefixOfAnOptionIsNone() {
        assertThat(SamplingOptions.override("solvers.steps=5")).isEmpty();
        assertThat(SamplingOptions.override("guidances.weight=5")).isEmpty();
    }
}
