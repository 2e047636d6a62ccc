package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/packages"

	"glossator/generator/diagnostic"
	"glossator/generator/explain"
)

// Every code that the program gives has one explanation, and every explanation is of a code that it gives.
func TestCodesAreExplained(t *testing.T) {
	given := givenCodes(t)
	explained := map[diagnostic.Code]bool{}
	for _, g := range explain.Groups() {
		for _, x := range g.Codes {
			if explained[x.Code] {
				t.Errorf("%q is explained twice", x.Code)
			}
			explained[x.Code] = true
			if _, ok := given[x.Code]; !ok {
				t.Errorf("%q is explained in %q, and nothing gives it", x.Code, g.Title)
			}
		}
	}
	for code, at := range given {
		if !explained[code] {
			t.Errorf("%s: %q is not explained: see generator/explain", at, code)
		}
	}
}

// givenCodes are the constants of the type diagnostic.Code, each with a place where it stands. One that is only compared with is
// not given. A code that is put together while the program runs could not be found, and is an error.
func givenCodes(t *testing.T) map[diagnostic.Code]token.Position {
	t.Helper()
	const mode = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo
	all, err := packages.Load(&packages.Config{Mode: mode}, "./...", "../layouts")
	if err != nil {
		t.Fatal(err)
	}
	given := map[diagnostic.Code]token.Position{}
	for _, p := range all {
		for _, err := range p.Errors {
			t.Fatal(err)
		}
		if p.PkgPath == "glossator/generator/explain" { // which names codes as it finds them in its files
			continue
		}
		for _, file := range p.Syntax {
			ast.Inspect(file, func(n ast.Node) bool {
				e, isExpression := n.(ast.Expr)
				if b, ok := n.(*ast.BinaryExpr); !isExpression || ok && (b.Op == token.EQL || b.Op == token.NEQ) {
					return !isExpression
				}
				is, at := p.TypesInfo.Types[e], p.Fset.Position(e.Pos())
				if is.Type == nil || types.TypeString(is.Type, nil) != "glossator/generator/diagnostic.Code" {
					return true
				}
				if is.Value != nil && constant.StringVal(is.Value) != "" {
					given[diagnostic.Code(constant.StringVal(is.Value))] = at
				}
				if call, ok := e.(*ast.CallExpr); ok && is.Value == nil && p.TypesInfo.Types[call.Fun].IsType() {
					t.Errorf("%s: a code is put together here, and cannot be found", at)
				}
				return is.Value == nil
			})
		}
	}
	return given
}
