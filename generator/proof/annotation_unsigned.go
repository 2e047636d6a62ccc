package proof

import (
	"fmt"

	"glossator/generator/edition"
)

// annotationUnsigned finds annotations without a name or a date.
func annotationUnsigned() Rule {
	return Rule{
		ID:      "annotation-unsigned",
		Summary: "an annotation is not signed or not dated",
		Why:     "A reader must be able to say whose remark it is, and of when. Add by and date.",
		check: func(s *sheet) {
			s.essays(func(x *edition.Essay) {
				for _, a := range x.Annotations {
					if a.By == "" {
						s.add(x.ID+"/"+a.ID, a.At, fmt.Sprintf("the annotation %q is not signed", a.ID), "add by: NAME")
					}
					if a.Date == "" {
						s.add(x.ID+"/"+a.ID, a.At, fmt.Sprintf("the annotation %q is not dated", a.ID), "add date: YEAR-MONTH-DAY")
					}
				}
			})
		},
	}
}
