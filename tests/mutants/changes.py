"""The small faults that are planted: one change of one function's syntax tree at a time.

Only what a program decides is changed: conditions, bounds, numbers, order, what is returned, what is done at all. Words for
people, annotations and what is raised with which words stay as they are.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_METHODS = {"startswith": "endswith", "endswith": "startswith"}
_CLEANING = ("strip", "lstrip", "rstrip", "casefold", "lower")
_WORDS = ("_", "N_", "ngettext", "pgettext", "cast")
_LOGS = ("log", "_log", "logger", "_logger", "logging")
_EMPTY = {
    "str": "''", "bytes": "b''", "int": "0", "float": "0.0", "list": "[]", "dict": "{}", "set": "set()",
    "frozenset": "frozenset()", "Iterator": "iter(())", "Iterable": "()", "Sequence": "()", "Mapping": "{}",
}  # fmt: skip
"""By the annotation of a function: what it could return instead, so that only a test of the rule notices."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Change:
    """One fault: what stands in `parent` under `field` (at `index`, in a list) is replaced by `after`."""

    parent: ast.AST
    field: str
    index: int | None
    before: ast.AST
    after: ast.AST | None
    kind: str

    @property
    def line(self) -> int:
        """Where the changed expression or statement begins."""
        node = self.before.target if isinstance(self.before, ast.comprehension) else self.before
        return getattr(node, "lineno", 0)

    def __str__(self) -> str:
        return f"{_shown(self.before)} → {_shown(self.after) if self.after else '(removed)'}"

    @contextmanager
    def planted(self) -> Iterator[None]:
        """The tree with the fault in it."""
        if self.index is None:
            setattr(self.parent, self.field, self.after)
        else:
            items: list[ast.AST] = getattr(self.parent, self.field)
            items[self.index : self.index + 1] = [self.after] if self.after else []
        try:
            yield
        finally:
            if self.index is None:
                setattr(self.parent, self.field, self.before)
            elif self.after:
                items[self.index] = self.before
            else:
                items.insert(self.index, self.before)


def functions(module: ast.Module) -> Iterator[tuple[str, Function]]:
    """Every function and method of a module that holds a rule, with its qualified name."""
    yield from _functions(module, "")


def _functions(node: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, Function]]:
    for child in node.body:
        if isinstance(child, ast.ClassDef) and "Protocol" not in map(ast.unparse, child.bases):
            yield from _functions(child, f"{prefix}{child.name}.")
        elif isinstance(child, Function) and child.name not in ("__repr__", "__str__"):
            decorators = {ast.unparse(each) for each in child.decorator_list}
            if not decorators & {"overload", "abstractmethod"}:
                yield f"{prefix}{child.name}", child


def first_line(function: Function) -> int:
    """The line that its code object names as its first."""
    return min([function.lineno, *(each.lineno for each in function.decorator_list)])


def changes(function: Function) -> list[Change]:
    """All faults that can be planted in a function, in the order of its source."""
    bound = {each.arg for each in ast.walk(function.args) if isinstance(each, ast.arg)}
    found: list[Change] = []
    for index, statement in enumerate(function.body):
        if index or not _is_docstring(statement):
            found += _of_node(statement, function, "body", index, function, bound)
    return found


def _of_node(
    node: ast.AST, parent: ast.AST, field: str, index: int | None, function: Function, bound: set[str]
) -> Iterator[Change]:
    """The faults of a node and of everything in it."""
    if _says_words(node):
        return
    for after, kind in _replacements(node, function, bound):
        if after is not None:
            ast.copy_location(after, node)
            ast.fix_missing_locations(after)
        yield Change(parent, field, index, node, after, kind)
    if isinstance(node, ast.Raise | ast.Assert | ast.JoinedStr | ast.pattern):
        return
    if isinstance(node, Function):
        function = node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "ctx"):
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not (isinstance(node, Function) and _is_docstring(child)):
                yield from _of_node(child, node, name, place, function, bound)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        bound.add(node.id)


def _replacements(node: ast.AST, function: Function, bound: set[str]) -> Iterator[tuple[ast.AST | None, str]]:
    """What may stand in a node's place; None where it can only be left out."""
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                for other in _COMPARISONS[type(operator)]:
                    operators = [*node.ops[:place], other(), *node.ops[place + 1 :]]
                    yield ast.Compare(node.left, operators, node.comparators), "comparison"
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values), "and, or"
            for place in range(len(node.values)):
                rest = [*node.values[:place], *node.values[place + 1 :]]
                yield (ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0]), "condition left out"
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand, "not"
        case ast.If():
            if not node.orelse:
                yield ast.If(ast.Constant(False), node.body, []), "branch left out"
            if isinstance(node.test, ast.Name | ast.Attribute | ast.Call | ast.NamedExpr):
                yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse), "not"
        case ast.IfExp():
            yield node.body, "always"
            yield node.orelse, "never"
        case ast.comprehension():
            for place in range(len(node.ifs)):
                rest = [*node.ifs[:place], *node.ifs[place + 1 :]]
                yield ast.comprehension(node.target, node.iter, rest, node.is_async), "filter left out"
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value), "true, false"
        case ast.Constant(value=int() | float()):
            yield ast.Constant(node.value + 1), "number"
            if node.value > 0:
                yield ast.Constant(node.value - 1), "number"
        case ast.BinOp():
            yield from _arithmetic(node)
        case ast.Call():
            yield from _calls(node)
        case ast.Slice():
            if node.lower:
                yield ast.Slice(None, node.upper, node.step), "slice"
            if node.upper:
                yield ast.Slice(node.lower, None, node.step), "slice"
        case _:
            yield from _statements(node, function, bound)


def _arithmetic(node: ast.BinOp) -> Iterator[tuple[ast.AST, str]]:
    sides = (node.left, node.right)
    if any(isinstance(each, ast.JoinedStr | ast.List | ast.Tuple) for each in sides) or any(
        isinstance(each, ast.Constant) and isinstance(each.value, str | bytes | None) for each in sides
    ):
        return
    if other := _OPERATORS.get(type(node.op)):
        yield ast.BinOp(node.left, other(), node.right), "arithmetic"
    if isinstance(node.op, ast.Sub):  # of numbers, sets and times alike
        yield node.left, "arithmetic"
    if isinstance(node.op, ast.BitOr):
        yield node.left, "arithmetic"
        yield node.right, "arithmetic"


def _calls(node: ast.Call) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node.func, ast.Attribute):
        if node.func.attr in _METHODS:
            function = ast.Attribute(node.func.value, _METHODS[node.func.attr], ast.Load())
            yield ast.Call(function, node.args, node.keywords), "start, end"
        if node.func.attr in _CLEANING:
            yield node.func.value, "cleaning left out"
    if not isinstance(node.func, ast.Name):
        return
    if node.func.id in _CALLS:
        yield ast.Call(ast.Name(_CALLS[node.func.id], ast.Load()), node.args, node.keywords), "min, max, any, all"
    if node.func.id == "sorted":
        reverse = [each for each in node.keywords if each.arg == "reverse"]
        rest = [each for each in node.keywords if each.arg != "reverse"]
        turned = [] if reverse else [ast.keyword("reverse", ast.Constant(True))]
        yield ast.Call(node.func, node.args, [*rest, *turned]), "order"
        yield ast.Call(ast.Name("list", ast.Load()), node.args, []), "order"
    if node.func.id == "reversed":
        yield ast.Call(ast.Name("list", ast.Load()), node.args, []), "order"


def _statements(node: ast.AST, function: Function, bound: set[str]) -> Iterator[tuple[ast.AST, str]]:
    match node:
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()) if not function.decorator_list:
            yield ast.If(ast.Constant(False), [node], []), "statement left out"
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Delete() | ast.Continue() | ast.Break():
            yield ast.Pass(), "statement left out"
        case ast.Raise() if node.exc is not None:
            yield ast.Pass(), "statement left out"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]) if function.name != "__init__":
            yield ast.Pass(), "statement left out"
        case ast.Assign(targets=[ast.Name(id=name)]) if name in bound:
            yield ast.Pass(), "statement left out"
        case ast.Return():
            yield from _returns(node, function)
        case _:
            return


def _returns(node: ast.Return, function: Function) -> Iterator[tuple[ast.AST, str]]:
    if node.value is None:
        yield ast.Pass(), "statement left out"
        return
    words = ast.unparse(function.returns) if function.returns else ""
    plain = words.split("[")[0].removesuffix(" | None")
    others = [_EMPTY[plain]] if plain in _EMPTY else []
    others += ["()"] if words.startswith("tuple[") and words.endswith(", ...]") else []
    others += ["None"] if words.endswith("| None") else []
    others += ["True", "False"] if words == "bool" and not isinstance(node.value, ast.Constant) else []
    for other in others:
        if ast.unparse(node.value) != other:
            yield ast.Return(ast.parse(other, mode="eval").body), "returned"


def _says_words(node: ast.AST) -> bool:
    """Words for people and for logs; what is annotated."""
    if isinstance(node, ast.Expr):
        node = node.value
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        return node.func.value.id in _LOGS
    return isinstance(node.func, ast.Name) and node.func.id in _WORDS


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _shown(node: ast.AST) -> str:
    """The first line of a statement or an expression, on one line."""
    blocks: dict[type[ast.AST], Callable[..., str]] = {
        ast.If: lambda each: f"if {ast.unparse(each.test)}:",
        ast.comprehension: lambda each: ast.unparse(each).strip(),
        ast.Slice: lambda each: f"[{ast.unparse(each)}]",
    }
    words = blocks.get(type(node), ast.unparse)(node)
    if isinstance(node, ast.If) and isinstance(node.test, ast.Constant):
        words = "(left out)"
    return " ".join(words.split())
