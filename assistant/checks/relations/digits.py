"""Slips of the pen in a number: one wrong digit, or two exchanged."""


def one_digit_off(a: str, b: str) -> bool:
    """Whether two numbers differ in one digit or by two digits exchanged."""
    if len(a) != len(b):
        return False
    differ = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(differ) == 1 or (len(differ) == 2 and a[differ[0]] == b[differ[1]] and a[differ[1]] == b[differ[0]])
